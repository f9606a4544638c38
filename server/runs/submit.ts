import type { Globals } from '../../shared/api/variables.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { optionsOf } from '../../shared/project/operation.ts';
import type { LogMessage } from '../../shared/runs/run.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import type { DeployedSnapshot } from '../deployments/queries.ts';
import { keeperOf } from './chain.ts';
import { insertNumbered } from './messages.ts';
import { takePlaces } from './places.ts';
import { type RunRow, runOf, waitingSteps } from './row.ts';
import type { RunQueue } from './run-queue.ts';

/** What the run whose action starts another one leaves to it: its agent and its place, too. */
export type ParentRun = Pick<RunRow, 'id' | 'depth' | 'place' | 'agent_id' | 'agent_group_id'>;

/** What a run is started with. */
export interface NewRun {
  projectId: Id;
  agentGroupId: Id;
  deployed: DeployedSnapshot;
  /** Values of variables, for it and for the runs that its actions start. */
  globals?: Globals | null;
  /** For a run that nobody asked for: what its log begins with, and the run whose action it is or the time it was planned for. */
  cause?: { message: LogMessage; parent?: ParentRun; scheduledFor?: Date };
}

/**
 * Writes a run and its job, and tells of it; all of it is as before when the transaction fails. With the option Overlap set to
 * Queue, the run is held back whatever started it: `releaseHeld` sends its job once no other run of the operation is going.
 */
export async function insertRun(core: Core, queue: RunQueue, trx: Transaction, run: NewRun): Promise<Id> {
  const [id] = await insertRuns(core, queue, trx, [run]);
  if (id === undefined) throw new Error('the run was not inserted');
  return id;
}

/** The same for several, in their order, at the cost of one; gives their ids in the same order. */
export async function insertRuns(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  runs: readonly NewRun[],
): Promise<Id[]> {
  const keepers: (Id | null)[] = [];
  for (const { cause } of runs) keepers.push(cause?.parent ? await keeperOf(trx, cause.parent) : null);
  const rows = await withPlaces(
    trx,
    runs.map((run, index) => rowOf(run, keepers[index] ?? null)),
  );
  const inserted = await insertRows(trx, rows);
  const first = runs.flatMap(({ cause, deployed }, index) =>
    cause && optionsOf(deployed.snapshot.operation).log === 'everything'
      ? [{ ...cause.message, number: 1, runId: rows[index]?.id ?? '' }]
      : [],
  );
  await insertNumbered(trx, first);
  await queue.send(
    trx,
    rows.filter(({ held }) => held === null).map((row) => ({ ...row, isBack: row.depth > 0 })),
  );
  await core.events.publishAll(
    trx,
    inserted.map((row) => ({ projectId: row.project_id, event: { type: 'run', run: runOf(row) } })),
  );
  return rows.map(({ id }) => id);
}

type NewRow = ReturnType<typeof rowOf>;

/**
 * Gives the runs that nothing came before their places, in their order. One that is held back takes none: it is to stand where it
 * would have stood, when it is released, but meanwhile nobody is to wait for it.
 */
async function withPlaces(trx: Transaction, rows: readonly NewRow[]): Promise<(NewRow & { place: number })[]> {
  const lineOf = (row: NewRow) => `${row.agent_group_id} ${row.project_id}`;
  const lines = Map.groupBy(
    rows.filter(({ place }) => place === null),
    lineOf,
  );
  const wanted = Array.from(lines.values(), (line) => ({
    agent_group_id: line[0]?.agent_group_id ?? '',
    project_id: line[0]?.project_id ?? '',
    count: line.filter(({ held }) => held === null).length,
  }));
  const first = await takePlaces(trx, wanted);
  const next = new Map(Array.from(lines.keys(), (line, index) => [line, first[index] ?? 0]));
  return rows.map((row) => {
    if (row.place !== null) return { ...row, place: row.place };
    const place = next.get(lineOf(row)) ?? 0;
    if (row.held === null) next.set(lineOf(row), place + 1);
    return { ...row, place };
  });
}

function rowOf({ projectId, agentGroupId, deployed, globals, cause }: NewRun, keeper: Id | null) {
  const { operation } = deployed.snapshot;
  const { overlap, log } = optionsOf(operation);
  return {
    id: newId('run'),
    project_id: projectId,
    operation_id: operation.id,
    operation_name: operation.name,
    deployment_id: deployed.deploymentId,
    agent_group_id: agentGroupId,
    steps: waitingSteps(operation.steps.map((step) => step.id)),
    message_count: cause && log === 'everything' ? 1 : 0,
    globals: globals && Object.keys(globals).length > 0 ? globals : null,
    held: overlap === 'queue' ? 'overlap' : null,
    scheduled_for: cause?.scheduledFor?.toISOString() ?? null,
    parent_run_id: cause?.parent?.id ?? null,
    depth: cause?.parent ? cause.parent.depth + 1 : 0,
    place: cause?.parent ? cause.parent.place : null,
    chain_agent_id: keeper,
  };
}

async function insertRows(trx: Transaction, rows: readonly NewRow[]): Promise<RunRow[]> {
  const columns = sql.raw(
    'id, project_id, operation_id, operation_name, deployment_id, agent_group_id, steps, message_count, globals, held, scheduled_for, parent_run_id, depth, place, chain_agent_id',
  );
  const { rows: inserted } = await sql<RunRow>`
    insert into runs (${columns}) select ${columns} from json_to_recordset(${JSON.stringify(rows)}::json) as given
      (id text, project_id text, operation_id text, operation_name text, deployment_id text, agent_group_id text, steps jsonb,
       message_count integer, globals json, held text, scheduled_for timestamptz, parent_run_id text, depth integer, place bigint, chain_agent_id text)
    returning runs.*`.execute(trx);
  return inserted;
}
