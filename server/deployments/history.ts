import {
  type DeploymentDetail,
  type DeploymentOperation,
  type DeploymentPage,
  type DeploymentSummary,
  NAMED_OPERATIONS,
} from '../../shared/api/history.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import { snapshotChanges } from '../../shared/project/snapshot-changes.ts';
import type { DeploymentsTable } from '../database/run-tables.ts';
import { type Queryable, type Selectable, sql } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { Past } from '../projects/past.ts';

type DeploymentRow = Selectable<DeploymentsTable>;

/** The deployments of a project, the newest first; `before`: only those with a smaller number. */
export async function deploymentPage(
  where: Queryable,
  projectId: Id,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<DeploymentPage> {
  const rows = await where
    .selectFrom('deployments')
    .selectAll()
    .where('project_id', '=', projectId)
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    deployments: await summariesOf(where, page),
    next: rows.length > limit && last ? last.number : null,
  };
}

/** One deployment beside the ones before it. @throws {ApiError} `deployment-unknown` */
export async function deploymentDetail(
  where: Queryable,
  past: Past,
  projectId: Id,
  deploymentId: Id,
): Promise<DeploymentDetail> {
  const row = await where
    .selectFrom('deployments')
    .selectAll()
    .where('id', '=', deploymentId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  if (!row)
    throw new ApiError('deployment-unknown', `The project has no deployment ${deploymentId}.`, {
      todo: 'Choose one from the project history.',
    });
  const earlier = await where
    .selectFrom('deployments')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('number', '<', row.number)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const [deployment, before = null] = await summariesOf(where, earlier ? [row, earlier] : [row]);
  if (!deployment) throw new Error(`the deployment ${deploymentId} has no summary`);
  return {
    deployment,
    before,
    operations: await operationsOf(where, row),
    removed: earlier ? await removedBetween(where, past, earlier, row) : [],
  };
}

async function summariesOf(where: Queryable, rows: readonly DeploymentRow[]): Promise<DeploymentSummary[]> {
  const ids = rows.map(({ id }) => id);
  const named = await sql<{ deployment_id: Id; total: number; names: string[] }>`
    select deployment_id, count(*)::integer as total,
      (array_agg(name order by name))[1:${sql.lit(NAMED_OPERATIONS)}] as names
    from (
      select deployment_id, snapshot -> 'operation' ->> 'name' as name
      from deployment_snapshots where deployment_id = any(${ids}::text[])
    ) as deployed
    group by deployment_id`.execute(where);
  const found = new Map(named.rows.map((one) => [one.deployment_id, one]));
  const names = await peopleOf(where, rows);
  return rows.map((row) => ({
    id: row.id,
    deployedAt: row.deployed_at.toISOString(),
    clientId: row.client_id,
    ...whoOf(row, names),
    tag: row.tag,
    comment: row.comment,
    revision: row.revision,
    operationCount: found.get(row.id)?.total ?? 0,
    operationNames: found.get(row.id)?.names ?? [],
  }));
}

/** The names of those who deployed, by their ids. */
async function peopleOf(where: Queryable, rows: readonly DeploymentRow[]): Promise<Map<Id, string>> {
  const ids = [...new Set(rows.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])))];
  if (ids.length === 0) return new Map();
  const people = await where.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

function whoOf({ person_id }: DeploymentRow, names: ReadonlyMap<Id, string>): { who?: string } {
  const who = person_id === null ? undefined : names.get(person_id);
  return who === undefined ? {} : { who };
}

/** The operations of a deployment, each beside what was deployed of it last before. */
async function operationsOf(
  where: Queryable,
  { id, number, project_id }: DeploymentRow,
): Promise<DeploymentOperation[]> {
  const { rows } = await sql<{ operation_id: Id; snapshot: Snapshot; earlier: Snapshot | null; same: boolean | null }>`
    select frozen.operation_id, frozen.snapshot, last.snapshot as earlier, last.fingerprint = frozen.fingerprint as same
    from deployment_snapshots as frozen
    left join lateral (
      select other.snapshot, other.fingerprint
      from deployment_snapshots as other
      join deployments as deployment on deployment.id = other.deployment_id
      where other.operation_id = frozen.operation_id
        and deployment.project_id = ${project_id} and deployment.number < ${number}
      order by deployment.number desc limit 1
    ) as last on true
    where frozen.deployment_id = ${id}`.execute(where);
  return rows
    .map(({ operation_id, snapshot, earlier, same }): DeploymentOperation => {
      const changes = earlier && same !== true ? snapshotChanges(earlier, snapshot) : [];
      const change = !earlier ? 'added' : changes.length > 0 ? 'changed' : 'unchanged';
      return { operationId: operation_id, name: snapshot.operation.name, change, changes };
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
}

/** What was deployed and stood in the design at one deployment, and no longer did at the next. */
async function removedBetween(
  where: Queryable,
  past: Past,
  earlier: DeploymentRow,
  later: DeploymentRow,
): Promise<{ operationId: Id; name: string }[]> {
  if (earlier.revision === later.revision) return [];
  const { rows } = await sql<{ operation_id: Id }>`
    select distinct frozen.operation_id
    from deployment_snapshots as frozen join deployments as deployment on deployment.id = frozen.deployment_id
    where deployment.project_id = ${later.project_id} and deployment.number <= ${earlier.number}`.execute(where);
  const deployed = new Set(rows.map(({ operation_id }) => operation_id));
  const [then, now] = [await designAt(where, past, earlier), await designAt(where, past, later)];
  if (!then || !now) return [];
  return Object.values(then.operations)
    .filter(({ id }) => deployed.has(id) && !Object.hasOwn(now.operations, id))
    .map(({ id, name }) => ({ operationId: id, name }));
}

/** The design that a deployment was made from; null when the project's history begins later. */
async function designAt(where: Queryable, past: Past, { project_id, revision }: DeploymentRow) {
  try {
    return await past.at(where, project_id, revision);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'revision-unknown') return null;
    throw error;
  }
}
