import type { GlobalNames } from '../../shared/api/variables.ts';
import { globalsOfSnapshots } from '../../shared/checks/globals.ts';
import type { Id } from '../../shared/project/id.ts';
import { runsNext } from '../../shared/project/operation.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import type { Queryable } from '../database/sql.ts';
import { deployedSnapshot } from './queries.ts';

/** The global variables that an operation and those that its actions lead to name, as they are deployed now. */
export async function deployedGlobals(where: Queryable, projectId: Id, operationId: Id): Promise<GlobalNames> {
  const snapshots: Snapshot[] = [];
  const reached = new Set([operationId]);
  for (const id of reached) {
    const found = await deployedSnapshot(where, projectId, id);
    if (!found) continue;
    snapshots.push(found.snapshot);
    for (const next of runsNext(found.snapshot.operation)) reached.add(next.operationId);
  }
  const globals = globalsOfSnapshots(snapshots).map(({ name, defaults, usedBy }) => ({
    name,
    defaults: [...defaults],
    usedBy: usedBy.map((user) => user.name),
  }));
  return { deployed: snapshots[0]?.operation.id === operationId, globals };
}
