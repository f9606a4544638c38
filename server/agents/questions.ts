import { z } from 'zod';
import { type AgentQuestion, type AgentVariable, HEARTBEAT_SECONDS } from '../../shared/api/agent-gateway.ts';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import { TreeRequest } from '../../shared/asking.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { Settings } from '../../shared/project/settings.ts';
import { DeployedVariable } from '../../shared/project/variable.ts';
import { UploadPlace } from '../../shared/runs/uploads.ts';
import { variablesNamedIn } from '../../shared/variables/named.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { AgentIdentity } from '../http/handler.ts';
import { clear, secretsIn } from '../runs/assign.ts';
import { surroundingsOf } from '../variables/surroundings.ts';
import { isAnyOnline } from './presence.ts';
import type { Wake } from './wake.ts';

/** How long somebody waits for an answer. */
const WAIT_MS = 30_000;
/** How long an agent may need to come up, as at a start, before it counts as not there. */
const COMING_UP_MS = 3_000;
/** Looked again this often, in case a notification was missed. */
const LOOK_EVERY_MS = 1_000;
/** An agent that is not heard of for so long keeps no question to itself: two heartbeats. */
const SILENT_AFTER_SECONDS = 2 * HEARTBEAT_SECONDS;

const Connection = z.object({ id: z.string(), connector: z.string(), name: z.string(), settings: Settings });

/** What is asked, as the table keeps it: with references to secrets. */
const StoredQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('test'), connection: Connection }),
  z.object({ kind: z.literal('browse'), connection: Connection, what: z.string() }),
  z.object({ kind: z.literal('tree'), connection: Connection, request: TreeRequest }),
  z.object({ kind: z.literal('permissions'), connection: Connection, within: z.record(z.string(), z.string()) }),
  /** With what was deployed: connection and variables may be others by now, or gone. */
  z.object({
    kind: z.literal('abort-upload'),
    connection: Connection,
    upload: UploadPlace,
    variables: z.array(DeployedVariable),
    globals: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('email'), email: z.object({ name: z.string(), settings: Settings }) }),
  z.object({ kind: z.literal('connector'), connector: z.string(), replace: z.boolean() }),
]);
export type Question = z.infer<typeof StoredQuestion>;

const Reply = agentRoutes.answer.body.extend({ agentName: z.string() });
export type QuestionReply = z.infer<typeof Reply>;

export interface AskOptions {
  /** Those of the group that may answer; absent: any. */
  agents?: readonly Id[] | undefined;
  /** How long the answer is waited for. */
  waitMs?: number | undefined;
}

export interface Questions {
  /**
   * Has an agent of a group answer; the secrets that the question refers to must be the project's.
   * @throws {ApiError} `agent-offline`, `agent-timeout`, `secret-unknown`
   */
  ask(
    projectId: Id,
    agentGroupId: Id,
    question: Question,
    signal: AbortSignal,
    options?: AskOptions,
  ): Promise<QuestionReply>;
  /** Hands the open questions of its group to an agent, in the clear. */
  take(trx: Transaction, agent: AgentIdentity): Promise<AgentQuestion[]>;
  /** An agent's answer to a question that it was given: of several, the first counts. One that nobody waits for any more is dropped. */
  answer(
    trx: Transaction,
    agent: AgentIdentity,
    requestId: Id,
    reply: z.infer<typeof agentRoutes.answer.body>,
  ): Promise<void>;
  /** Removes what nobody waits for any more. */
  sweep(trx: Transaction): Promise<void>;
}

export function createQuestions(core: Core, wake: Wake, longestMs: number = WAIT_MS): Questions {
  const { database } = core;
  const { db } = database;
  return {
    ask: async (projectId, agentGroupId, question, signal, { agents, waitMs = longestMs } = {}) => {
      await refuseForeignSecrets(core, projectId, question);
      const id = newId('req');
      // What cannot be decrypted is told at once: agents that ask would get nothing of the group's questions as long as this one is there.
      await inTheClear(core, db, { id, project_id: projectId, question });
      const watch = wake.watch([`answer ${id}`]);
      try {
        await database.transaction(async (trx) => {
          await trx
            .insertInto('agent_questions')
            .values({
              id,
              agent_group_id: agentGroupId,
              project_id: projectId,
              question: JSON.stringify(question),
              for_agents: agents ? [...agents] : null,
              expires_at: sql<Date>`now() + make_interval(secs => ${waitMs / 1000})`,
            })
            .execute();
          await wake.tell(trx, `question ${agentGroupId}`);
        });
        const start = performance.now();
        for (;;) {
          const row = await db
            .selectFrom('agent_questions')
            .select(['reply', 'agent_id'])
            .where('id', '=', id)
            .executeTakeFirst();
          if (row?.reply) return Reply.parse(row.reply);
          // Where it is for one alone, nobody else could have it.
          const isTaken = row?.agent_id && agents?.length !== 1;
          if (isTaken && (await takeFromSilent(db, id))) await wake.tell(db, `question ${agentGroupId}`);
          const waited = performance.now() - start;
          if (signal.aborted || waited >= waitMs || !row) throw tooLate(waitMs);
          if (waited >= COMING_UP_MS && !(await isAnyOnline(db, agentGroupId, agents))) throw nobodyThere();
          await watch.next(Math.min(LOOK_EVERY_MS, waitMs - waited), signal);
        }
      } finally {
        watch.end();
        // Left for the sweeper when the database is away.
        await db
          .deleteFrom('agent_questions')
          .where('id', '=', id)
          .execute()
          .catch(() => undefined);
      }
    },
    take: async (trx, agent) => {
      const rows = await takeOpen(trx, agent);
      const questions: AgentQuestion[] = [];
      for (const row of rows) questions.push(await inTheClear(core, trx, row));
      return questions;
    },
    answer: async (trx, agent, requestId, reply) => {
      const kept: QuestionReply = { ...reply, agentName: agent.name };
      await trx
        .updateTable('agent_questions')
        .set({ reply: JSON.stringify(kept) })
        .where('id', '=', requestId)
        .where('agent_group_id', '=', agent.agentGroupId)
        .where('reply', 'is', null)
        .execute();
      await wake.tell(trx, `answer ${requestId}`);
    },
    sweep: async (trx) => {
      await trx
        .deleteFrom('agent_questions')
        .where('expires_at', '<', sql<Date>`now() - interval '1 minute'`)
        .execute();
    },
  };
}

type OpenQuestion = { id: string; project_id: string; question: unknown };

async function takeOpen(trx: Transaction, agent: AgentIdentity): Promise<OpenQuestion[]> {
  return trx
    .updateTable('agent_questions')
    .set({ agent_id: agent.id })
    .where('id', 'in', (query) =>
      query
        .selectFrom('agent_questions')
        .select('id')
        .where('agent_group_id', '=', agent.agentGroupId)
        .where('agent_id', 'is', null)
        .where(sql<boolean>`(for_agents is null or ${agent.id} = any(for_agents))`)
        .where('expires_at', '>', sql<Date>`now()`)
        .orderBy('expires_at')
        .limit(16)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'project_id', 'question'])
    .execute();
}

/** Takes a question from an agent that has fallen silent, as a frozen one does, so that another may have it; whether it was. */
async function takeFromSilent(where: Queryable, id: Id): Promise<boolean> {
  const { numUpdatedRows } = await where
    .updateTable('agent_questions')
    .set({ agent_id: null })
    .where('id', '=', id)
    .where('reply', 'is', null)
    .where(
      sql<boolean>`not exists (select from agents where agents.id = agent_questions.agent_id
        and agents.last_seen_at >= now() - make_interval(secs => ${SILENT_AFTER_SECONDS}))`,
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function inTheClear(core: Core, where: Queryable, row: OpenQuestion): Promise<AgentQuestion> {
  const question = StoredQuestion.parse(row.question);
  if (question.kind === 'connector') return { ...question, requestId: row.id };
  const settings = settingsOf(question);
  const secrets = await core.secrets.reveal(where, row.project_id, secretsIn(settings));
  const inClear = clear(settings, secrets);
  const { environmentId, surroundings } = await surroundingsOf(where, row.project_id);
  const place = { projectId: row.project_id, environmentId };
  const definitions =
    question.kind === 'abort-upload'
      ? question.variables
      : Object.values((await core.projects.current(where, row.project_id)).project.variables);
  const names = new Set(variablesNamedIn(settings));
  const variables = await core.variables.reveal(
    where,
    place,
    definitions.filter(({ name }) => names.has(name)),
  );
  const asked = { requestId: row.id, variables, surroundings };
  if (question.kind === 'email') return { ...question, ...asked, email: { ...question.email, settings: inClear } };
  const connection = { ...question.connection, settings: inClear };
  if (question.kind !== 'abort-upload') return { ...question, ...asked, connection };
  const { kind, upload, globals } = question;
  return { kind, upload, ...asked, connection, variables: withGlobals(variables, globals) };
}

/** The variables, with the values that the run was started with in front of their own. */
function withGlobals(variables: readonly AgentVariable[], globals: Readonly<Record<string, string>>): AgentVariable[] {
  const given = Object.entries(globals).map(([name, value]) => ({ name, value, required: false, hidden: false }));
  return [...given, ...variables.filter(({ name }) => globals[name] === undefined)];
}

function settingsOf(question: Question): Settings {
  if (question.kind === 'connector') return {};
  return (question.kind === 'email' ? question.email : question.connection).settings;
}

async function refuseForeignSecrets(core: Core, projectId: Id, question: Question): Promise<void> {
  const unknown = await core.secrets.unknownOf(core.database.db, projectId, secretsIn(settingsOf(question)));
  if (unknown !== null)
    throw new ApiError('secret-unknown', `The project has no secret ${unknown}.`, {
      todo: 'Enter the secret again.',
    });
}

function nobodyThere(): ApiError {
  return new ApiError('agent-offline', 'No agent is online that could do this.', {
    todo: 'Start an agent of the environment’s agent group, or look why it cannot reach the server; then try again.',
  });
}

function tooLate(waitMs: number): ApiError {
  return new ApiError('agent-timeout', `No agent has answered within ${waitMs / 1000} seconds.`, {
    todo: 'The endpoint may not answer, or the agent may be busy or cut off. Try again.',
  });
}
