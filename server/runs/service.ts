import type { DeployedOperation, NumberedMessage, RunPage } from '../../shared/api/routes.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Run } from '../../shared/runs/run.ts';
import { nextState } from '../../shared/runs/transitions.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import type { Deployments } from '../deployments/service.ts';
import type { Environments } from '../environments/service.ts';
import { ApiError } from '../http/api-error.ts';
import { cursorOf, parseCursor } from './cursor.ts';
import { selectMessages } from './messages.ts';
import { lockRun, type RunFilter, selectLastRuns, selectRun, selectRuns } from './queries.ts';
import { runOf } from './row.ts';
import type { RunQueue } from './run-queue.ts';
import { insertRun } from './submit.ts';

export interface Runs {
  /**
   * Accepts a run: its row and its job are written in one transaction, with `deploy` the deployment too.
   * @throws {ApiError} `not-deployed`, `operation-unknown`, `operation-invalid`
   */
  submit(projectId: Id, operationId: Id, deploy: boolean): Promise<{ runId: Id; deployed: DeployedOperation[] }>;
  list(projectId: Id, filter: Omit<RunFilter, 'before'> & { cursor?: string | undefined }): Promise<RunPage>;
  /** @throws {ApiError} `run-unknown` */
  get(projectId: Id, runId: Id): Promise<Run>;
  lastOf(projectId: Id): Promise<Run[]>;
  /** @throws {ApiError} `run-unknown` */
  messages(projectId: Id, runId: Id, after: number, limit: number): Promise<NumberedMessage[]>;
  /** Asks for a run to be canceled; at once when no agent has it yet. @throws {ApiError} `run-unknown`, `run-ended` */
  cancel(projectId: Id, runId: Id): Promise<Run>;
  /** A step's kept response, gzip-compressed JSON. @throws {ApiError} `run-unknown`, `output-unknown` */
  output(projectId: Id, runId: Id, stepId: Id): Promise<{ content: Buffer; operationName: string }>;
}

export interface RunParts {
  core: Core;
  deployments: Deployments;
  environments: Environments;
  queue: RunQueue;
  /** Tells an agent's open claim, in any server, that a run of its is to be canceled. */
  tellCancel(trx: Transaction, agentId: Id): Promise<void>;
}

export function createRuns(parts: RunParts): Runs {
  const { database, projects } = parts.core;
  const { db } = database;
  const get = async (projectId: Id, runId: Id) => (await selectRun(db, projectId, runId)) ?? unknownRun(runId);
  return {
    submit: (projectId, operationId, deploy) =>
      database.transaction((trx) => submit(parts, trx, projectId, operationId, deploy)),
    list: async (projectId, { cursor, ...filter }) => {
      const before = cursor === undefined ? undefined : parseCursor(cursor);
      const rows = await selectRuns(db, projectId, { ...filter, before, limit: filter.limit + 1 });
      if (rows.length === 0) await projects.current(db, projectId);
      const page = rows.slice(0, filter.limit);
      const last = page.at(-1);
      return { runs: page.map(runOf), next: rows.length > page.length && last ? cursorOf(last.number) : null };
    },
    get: async (projectId, runId) => runOf(await get(projectId, runId)),
    lastOf: async (projectId) => (await selectLastRuns(db, projectId)).map(runOf),
    messages: async (projectId, runId, after, limit) => {
      await get(projectId, runId);
      return selectMessages(db, runId, after, limit);
    },
    cancel: (projectId, runId) => database.transaction((trx) => cancel(parts, trx, projectId, runId)),
    output: async (projectId, runId, stepId) => {
      const run = await get(projectId, runId);
      const row = await db
        .selectFrom('run_outputs')
        .select('content')
        .where('run_id', '=', runId)
        .where('step_id', '=', stepId)
        .executeTakeFirst();
      if (!row)
        throw new ApiError('output-unknown', `The run ${runId} has kept no response of the step ${stepId}.`, {
          todo: 'Only the response of a list that ends its operation is kept, when the run has come that far.',
        });
      return { content: row.content, operationName: run.operation_name };
    },
  };
}

async function submit(
  { core, deployments, environments, queue }: RunParts,
  trx: Transaction,
  projectId: Id,
  operationId: Id,
  deploy: boolean,
): Promise<{ runId: Id; deployed: DeployedOperation[] }> {
  const deployed = deploy ? (await deployments.deploy(trx, projectId, [operationId])).deployed : [];
  const snapshot = await deployments.toRun(trx, projectId, operationId);
  const { agentGroupId } = await environments.of(trx, projectId);
  const runId = await insertRun(core, queue, trx, { projectId, agentGroupId, deployed: snapshot });
  return { runId, deployed };
}

async function cancel({ core, tellCancel }: RunParts, trx: Transaction, projectId: Id, runId: Id): Promise<Run> {
  const row = await lockRun(trx, runId);
  if (row?.project_id !== projectId) return unknownRun(runId);
  const state = nextState(row.state, { kind: 'cancel' });
  if (state === null)
    throw new ApiError('run-ended', `The run ${runId} has ended already: ${row.state}.`, {
      todo: 'There is nothing left to cancel.',
    });
  if (state === row.state) return runOf(row);
  const changed = await trx
    .updateTable('runs')
    .set(state === 'Canceled' ? { state, ended_at: sql<Date>`now()` } : { state })
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.agent_id !== null && state === 'Cancel requested') await tellCancel(trx, row.agent_id);
  await core.events.publish(trx, projectId, { type: 'run', run: runOf(changed) });
  return runOf(changed);
}

function unknownRun(runId: Id): never {
  throw new ApiError('run-unknown', `The project has no run ${runId}.`, {
    todo: 'Its log may have been removed after the time that logs are kept.',
  });
}
