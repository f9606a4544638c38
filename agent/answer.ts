import type { AgentQuestion } from '../shared/api/agent-gateway.ts';
import type { Executor, ResolvedConnection } from '../shared/connector.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import { redactor } from '../shared/variables/redact.ts';
import type { InstalledConnectors } from './connectors/installed.ts';
import type { Gateway } from './gateway.ts';
import { type EmailQuestion, sendTestEmail } from './mail/send-test.ts';
import { resolveSettings } from './resolve.ts';
import { variablesOfQuestion } from './variables.ts';
import { withTexts } from './with-texts.ts';

/** Below the 30 s that somebody waits, so that the answer says what took so long. */
const ANSWER_WITHIN_MS = 25_000;
const LONGEST_MESSAGE = 4000;
const LONGEST_TODO = 2000;

type AnswerBody = Parameters<Gateway['answer']>[1];
type ConnectorQuestion = Extract<AgentQuestion, { kind: 'connector' }>;
type OtherQuestion = Exclude<AgentQuestion, EmailQuestion | ConnectorQuestion>;

/** Answers a question. Never throws: what fails is the answer. */
export async function answerQuestion(
  connectors: InstalledConnectors,
  question: AgentQuestion,
  agentName: string,
  proxy?: ResolvedConnection['proxy'],
): Promise<AnswerBody> {
  if (question.kind === 'connector') return changed(await answerConnector(connectors, question), (text) => text);
  const redact = redactor(question.variables);
  return changed(await answerOf(connectors, question, agentName, proxy), redact);
}

async function answerOf(
  connectors: InstalledConnectors,
  question: OtherQuestion | EmailQuestion,
  agentName: string,
  proxy: ResolvedConnection['proxy'],
): Promise<AnswerBody> {
  if (question.kind === 'email') return answerEmail(question, agentName);
  let version = '';
  try {
    const id = question.connection.connector;
    const connector = (await connectors.needed([id])).get(id);
    if (!connector) throw missing(id);
    const { descriptor, executor } = connector;
    version = descriptor.version;
    const lookUp = variablesOfQuestion(question, agentName);
    const of = `The connection "${question.connection.name}"`;
    const settings = resolveSettings(descriptor.connection.sections, question.connection.settings, lookUp, of);
    const connection = { name: question.connection.name, settings, ...(proxy ? { proxy } : {}) };
    const value = await ask(executor, connection, question, AbortSignal.timeout(ANSWER_WITHIN_MS));
    return { connectorVersion: version, answer: { ok: true, value } };
  } catch (error) {
    return failed(version, error);
  }
}

async function answerConnector(
  connectors: InstalledConnectors,
  { connector, replace }: ConnectorQuestion,
): Promise<AnswerBody> {
  try {
    const value = await connectors.ensure(connector, replace);
    return { connectorVersion: value.version, answer: { ok: true, value } };
  } catch (error) {
    return failed('', error);
  }
}

/** Sends the e-mail as a test. No connector has a part in it, so that the version is empty. */
async function answerEmail(question: EmailQuestion, agentName: string): Promise<AnswerBody> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const value = await sendTestEmail(question, agentName, signal);
    return { connectorVersion: '', answer: { ok: true, value } };
  } catch (error) {
    return failed('', error);
  }
}

function failed(connectorVersion: string, error: unknown): AnswerBody {
  if (error instanceof ConnectorError) return refusal(connectorVersion, error.code, error.message, error.todo);
  const text = error instanceof Error ? error.message : String(error);
  return refusal(connectorVersion, 'internal-error', `It failed in a way that was not foreseen: ${text}`, '');
}

function ask(
  executor: Executor,
  connection: ResolvedConnection,
  question: OtherQuestion,
  signal: AbortSignal,
): Promise<unknown> {
  switch (question.kind) {
    case 'test':
      return executor.test(connection, signal);
    case 'browse':
      return executor.browse(connection, question.what, signal);
    case 'tree':
      return executor.browseTree?.(connection, question.request, signal) ?? cannot('browse');
    case 'permissions':
      return executor.checkPermissions?.(connection, question.within, signal) ?? cannot('check permissions');
    case 'abort-upload':
      return executor.abortUpload?.(connection, question.upload, signal) ?? cannot('abort uploads');
  }
}

function missing(id: string): ConnectorError {
  const message = `This agent has no connector "${id}".`;
  return new ConnectorError({ code: 'connector-missing', message, todo: 'Update the agent.' });
}

function cannot(what: string): Promise<never> {
  const message = `This version of the connector cannot ${what}.`;
  return Promise.reject(new ConnectorError({ code: 'question-unknown', message, todo: 'Update the agent.' }));
}

/** The answer with all its texts changed; those of an error then cut to what the server takes. */
function changed(body: AnswerBody, change: (text: string) => string): AnswerBody {
  const { answer } = body;
  if (answer.ok) return { ...body, answer: { ok: true, value: withTexts(answer.value, change) } };
  const message = change(answer.message).slice(0, LONGEST_MESSAGE);
  return { ...body, answer: { ...answer, message, todo: change(answer.todo).slice(0, LONGEST_TODO) } };
}

function refusal(connectorVersion: string, code: string, message: string, todo: string): AnswerBody {
  return { connectorVersion, answer: { ok: false, code, message, todo } };
}
