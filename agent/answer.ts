import type { AgentQuestion } from '../shared/api/agent-gateway.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import type { Connectors } from './executors.ts';
import type { Gateway } from './gateway.ts';
import { resolveSettings } from './resolve.ts';

/** Below the 30 s that somebody waits, so that the answer says what took so long. */
const ANSWER_WITHIN_MS = 25_000;

type AnswerBody = Parameters<Gateway['answer']>[1];

/** Answers a question. Never throws: what fails is the answer. */
export async function answerQuestion(connectors: Connectors, question: AgentQuestion): Promise<AnswerBody> {
  const connector = connectors.get(question.connection.connector);
  if (!connector)
    return refusal(
      '',
      'connector-missing',
      `This agent has no connector "${question.connection.connector}".`,
      'Update the agent.',
    );
  const { descriptor, executor } = connector;
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const of = `The connection "${question.connection.name}"`;
    const settings = resolveSettings(descriptor.connection.sections, question.connection.settings, () => undefined, of);
    const connection = { name: question.connection.name, settings };
    const value =
      question.kind === 'test'
        ? await executor.test(connection, signal)
        : await executor.browse(connection, question.what, signal);
    return { connectorVersion: descriptor.version, answer: { ok: true, value } };
  } catch (error) {
    if (error instanceof ConnectorError) return refusal(descriptor.version, error.code, error.message, error.todo);
    const text = error instanceof Error ? error.message : String(error);
    return refusal(
      descriptor.version,
      'internal-error',
      `The connector failed in a way that was not foreseen: ${text}`,
      '',
    );
  }
}

function refusal(connectorVersion: string, code: string, message: string, todo: string): AnswerBody {
  return {
    connectorVersion,
    answer: { ok: false, code, message: message.slice(0, 4000), todo: todo.slice(0, 2000) },
  };
}
