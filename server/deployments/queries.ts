import type { DeployedOperation } from '../../shared/api/deployed-operation.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import { type Queryable, sql, type Transaction } from '../database/sql.ts';
import { storeSchedules } from '../schedules/store.ts';
import { knownSnapshot } from './known-snapshots.ts';

/** An operation's newest snapshot and which deployment it is from. */
export interface DeployedSnapshot {
  deploymentId: Id;
  snapshot: Snapshot;
}

/** What is told of a deployment beside its operations. `revision`: of the design that it is made from. */
export interface DeploymentNote {
  revision: number;
  clientId?: string | undefined;
  /** Absent where nobody is signed in. */
  personId?: Id | undefined;
  tag?: string | undefined;
  comment?: string | undefined;
}

/** Stores the snapshots under one deployment and makes them the ones that Run runs; one statement for all of them. */
export async function storeDeployment(
  trx: Transaction,
  projectId: Id,
  deploymentId: Id,
  snapshots: readonly { snapshot: Snapshot; fingerprint: string }[],
  note: DeploymentNote,
): Promise<DeployedOperation[]> {
  const { deployed_at } = await trx
    .insertInto('deployments')
    .values({
      id: deploymentId,
      project_id: projectId,
      revision: note.revision,
      client_id: note.clientId ?? null,
      person_id: note.personId ?? null,
      // An empty text says nothing.
      tag: note.tag || null,
      comment: note.comment || null,
    })
    .returning('deployed_at')
    .executeTakeFirstOrThrow();
  // In one order everywhere, so that two deployments at once cannot wait for each other in a circle.
  const sorted = snapshots.toSorted((a, b) => (a.snapshot.operation.id < b.snapshot.operation.id ? -1 : 1));
  const ids = sorted.map(({ snapshot }) => snapshot.operation.id);
  const marks = sorted.map((one) => one.fingerprint);
  const texts = sorted.map(({ snapshot }) => JSON.stringify(snapshot));
  await sql`
    insert into deployment_snapshots (deployment_id, operation_id, fingerprint, snapshot)
    select ${deploymentId}, id, mark, text::json
    from unnest(${ids}::text[], ${marks}::text[], ${texts}::text[]) as given (id, mark, text)`.execute(trx);
  await sql`
    insert into deployed_operations (project_id, operation_id, deployment_id, fingerprint, deployed_at)
    select ${projectId}, id, ${deploymentId}, mark, ${deployed_at}
    from unnest(${ids}::text[], ${marks}::text[]) as given (id, mark)
    on conflict (project_id, operation_id) do update set
      deployment_id = excluded.deployment_id, fingerprint = excluded.fingerprint, deployed_at = excluded.deployed_at`.execute(
    trx,
  );
  await storeSchedules(
    trx,
    projectId,
    sorted.map(({ snapshot }) => snapshot),
  );
  const deployedAt = deployed_at.toISOString();
  return sorted.map((one) => ({
    operationId: one.snapshot.operation.id,
    deploymentId,
    fingerprint: one.fingerprint,
    deployedAt,
  }));
}

export async function selectDeployed(where: Queryable, projectId: Id): Promise<DeployedOperation[]> {
  const rows = await where
    .selectFrom('deployed_operations')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('operation_id')
    .execute();
  return rows.map((row) => ({
    operationId: row.operation_id,
    deploymentId: row.deployment_id,
    fingerprint: row.fingerprint,
    deployedAt: row.deployed_at.toISOString(),
  }));
}

export async function deployedSnapshot(
  where: Queryable,
  projectId: Id,
  operationId: Id,
): Promise<DeployedSnapshot | null> {
  const row = await where
    .selectFrom('deployed_operations')
    .select('deployment_id')
    .where('project_id', '=', projectId)
    .where('operation_id', '=', operationId)
    .executeTakeFirst();
  const snapshot = row ? await frozenSnapshot(where, row.deployment_id, operationId) : null;
  return row && snapshot ? { deploymentId: row.deployment_id, snapshot } : null;
}

/** The snapshot that a run executes; null when it is gone with its project. */
export function frozenSnapshot(where: Queryable, deploymentId: Id, operationId: Id): Promise<Snapshot | null> {
  return knownSnapshot(deploymentId, operationId, async () => {
    const row = await where
      .selectFrom('deployment_snapshots')
      .select('snapshot')
      .where('deployment_id', '=', deploymentId)
      .where('operation_id', '=', operationId)
      .executeTakeFirst();
    return row?.snapshot ?? null;
  });
}
