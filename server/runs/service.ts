import type { DeployedOperation } from '../../shared/api/deployed-operation.ts';
import type { NumberedMessage, RunPage } from '../../shared/api/run-replies.ts';
import type { Globals, RunGlobals } from '../../shared/api/variables.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Run } from '../../shared/runs/run.ts';
import { NO_THROUGHPUT, type Throughput } from '../../shared/runs/throughput.ts';
import { nextState } from '../../shared/runs/transitions.ts';
import type { Core } from '../core.ts';
import { isDatabaseUnavailable } from '../database/pool.ts';
import { sql, type Transaction } from '../database/sql.ts';
import type { Deployments } from '../deployments/service.ts';
import type { Environments } from '../environments/service.ts';
import { ApiError } from '../http/api-error.ts';
import { cursorOf, parseCursor } from './cursor.ts';
import { type LogFormat, logLines } from './download.ts';
import { gather } from './gather.ts';
import { refuseGlobals, shownGlobals } from './globals.ts';
import { selectMessages } from './messages.ts';
import { lockRun, selectLastRuns, selectRun } from './queries.ts';
import { closedSteps, runOf } from './row.ts';
import type { RunQueue } from './run-queue.ts';
import { searchRuns, selectBeneath } from './search.ts';
import type { RunSearch } from './search-conditions.ts';
import { insertRun } from './submit.ts';
import { submitAll, type Wanted } from './submit-all.ts';
import { storeWords } from './texts.ts';

export interface Runs {
  /**
   * Accepts a run: its row and its job are written in one transaction, with `deploy` the deployment too.
   * @throws {ApiError} `not-deployed`, `operation-unknown`, `operation-invalid`
   */
  submit(
    projectId: Id,
    operationId: Id,
    deploy: boolean,
    clientId?: string,
    globals?: Globals,
    /** Who deploys, where somebody is signed in. */
    personId?: Id,
  ): Promise<{ runId: Id; deployed: DeployedOperation[] }>;
  list(projectId: Id, filter: ListFilter): Promise<RunPage>;
  /** @throws {ApiError} `run-unknown` */
  get(projectId: Id, runId: Id): Promise<Run>;
  /** The values that a run was started with. @throws {ApiError} `run-unknown` */
  globals(projectId: Id, runId: Id): Promise<RunGlobals>;
  lastOf(projectId: Id): Promise<Run[]>;
  /** @throws {ApiError} `run-unknown` */
  messages(projectId: Id, runId: Id, after: number, limit: number): Promise<NumberedMessage[]>;
  /** The lines of a run's whole log. @throws {ApiError} `run-unknown` */
  log(
    projectId: Id,
    runId: Id,
    format: LogFormat,
  ): Promise<{ lines: AsyncIterable<string>; operationName: string; at: Date }>;
  /** @throws {ApiError} `run-unknown` */
  throughput(projectId: Id, runId: Id): Promise<Throughput>;
  /** Asks for a run to be canceled; at once when no agent has it yet. @throws {ApiError} `run-unknown`, `run-ended` */
  cancel(projectId: Id, runId: Id): Promise<Run>;
  /** A step's kept response, gzip-compressed JSON. @throws {ApiError} `run-unknown`, `output-unknown` */
  output(projectId: Id, runId: Id, stepId: Id): Promise<{ content: Buffer; operationName: string }>;
}

/** `workflowId`: the runs of the operations that stand in a workflow now; of one that is gone there are none. */
export type ListFilter = Omit<RunSearch, 'after' | 'operationIds'> & {
  workflowId?: Id | undefined;
  cursor?: string | undefined;
};

/** The most runs that are accepted in one transaction. */
const MOST_TOGETHER = 100;

/** The most runs that come with a page as started by the actions of others. */
const MOST_BENEATH = 1_000;

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
  const submitSoon = gather(
    MOST_TOGETHER,
    (wanted: readonly Wanted[]) => database.transaction((trx) => submitAll(parts, trx, wanted)),
    // The connection may have been lost after the commit: each would run twice.
    isDatabaseUnavailable,
  );
  const get = async (projectId: Id, runId: Id) => (await selectRun(db, projectId, runId)) ?? unknownRun(runId);
  const standingIn = async (projectId: Id, workflowId: Id) => {
    const { project } = await projects.current(db, projectId);
    return project.workflows.find(({ id }) => id === workflowId)?.operationIds ?? [];
  };
  return {
    submit: async (projectId, operationId, deploy, clientId, globals = {}, personId = undefined) => {
      if (!deploy) return { runId: await submitSoon({ projectId, operationId, globals }), deployed: [] };
      return database.transaction((trx) =>
        deployAndSubmit(parts, trx, projectId, operationId, { clientId, personId, globals }),
      );
    },
    list: async (projectId, { cursor, workflowId, ...search }) => {
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const operationIds = workflowId === undefined ? undefined : await standingIn(projectId, workflowId);
      const limit = search.limit + 1;
      const found = await searchRuns(db, projectId, { ...search, operationIds, after, limit });
      if (found.length === 0) await projects.current(db, projectId);
      const page = found.slice(0, search.limit);
      const last = page.at(-1);
      const ids = search.top ? page.map(({ row }) => row.id) : [];
      const beneath = await selectBeneath(db, ids, MOST_BENEATH);
      return {
        runs: page.map(({ row }) => runOf(row)),
        next: found.length > page.length && last ? cursorOf(last.place) : null,
        beneath: beneath.map(runOf),
      };
    },
    get: async (projectId, runId) => runOf(await get(projectId, runId)),
    globals: async (projectId, runId) => {
      const { globals } = await get(projectId, runId);
      return shownGlobals(globals ?? {}, (await projects.current(db, projectId)).project);
    },
    lastOf: async (projectId) => (await selectLastRuns(db, projectId)).map(runOf),
    messages: async (projectId, runId, after, limit) => {
      await get(projectId, runId);
      return selectMessages(db, runId, after, limit);
    },
    log: async (projectId, runId, format) => {
      const run = await get(projectId, runId);
      const asOf = run.started_at ?? run.submitted_at;
      return { lines: logLines(db, runOf(run), format), operationName: run.operation_name, at: asOf };
    },
    throughput: async (projectId, runId) => (await get(projectId, runId)).throughput ?? NO_THROUGHPUT,
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

async function deployAndSubmit(
  { core, deployments, environments, queue }: RunParts,
  trx: Transaction,
  projectId: Id,
  operationId: Id,
  { clientId, personId, globals }: { clientId: string | undefined; personId: Id | undefined; globals: Globals },
): Promise<{ runId: Id; deployed: DeployedOperation[] }> {
  refuseGlobals(globals, (await core.projects.current(trx, projectId)).project);
  const { deployed } = await deployments.deploy(trx, projectId, [operationId], { clientId, personId });
  const snapshot = await deployments.toRun(trx, projectId, operationId);
  const { agentGroupId } = await environments.of(trx, projectId);
  const runId = await insertRun(core, queue, trx, { projectId, agentGroupId, deployed: snapshot, globals });
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
    .set(
      state === 'Canceled'
        ? { state, ended_at: sql<Date>`now()`, held: null, steps: JSON.stringify(closedSteps(row.steps)) }
        : { state },
    )
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.agent_id !== null && state === 'Cancel requested') await tellCancel(trx, row.agent_id);
  if (state === 'Canceled') await storeWords(trx, runId);
  await core.events.publish(trx, projectId, { type: 'run', run: runOf(changed) });
  return runOf(changed);
}

function unknownRun(runId: Id): never {
  throw new ApiError('run-unknown', `The project has no run ${runId}.`, {
    todo: 'Its log may have been removed after the time that logs are kept.',
  });
}
