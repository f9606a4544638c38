import type { Globals } from '../../shared/api/variables.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { Outcome } from './gather.ts';
import { refuseGlobals } from './globals.ts';
import type { RunParts } from './service.ts';
import { insertRuns, type NewRun } from './submit.ts';

/** A run that somebody wants of what is deployed. */
export interface Wanted {
  projectId: Id;
  operationId: Id;
  globals: Globals;
}

/** Accepts those of the runs that may be, in their order; what is read for one operation is read once. */
export async function submitAll(parts: RunParts, trx: Transaction, wanted: readonly Wanted[]): Promise<Outcome<Id>[]> {
  const read = new Map<string, Promise<Omit<NewRun, 'globals'>>>();
  const ready: NewRun[] = [];
  const refused = new Map<number, ApiError>();
  for (const [index, one] of wanted.entries()) {
    try {
      ready.push(await newRunOf(parts, trx, one, read));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.set(index, error);
    }
  }
  const ids = (await insertRuns(parts.core, parts.queue, trx, ready)).values();
  return wanted.map((_, index): Outcome<Id> => {
    const error = refused.get(index);
    return error ? { ok: false, error } : { ok: true, result: ids.next().value ?? '' };
  });
}

async function newRunOf(
  { core, deployments, environments }: RunParts,
  trx: Transaction,
  { projectId, operationId, globals }: Wanted,
  read: Map<string, Promise<Omit<NewRun, 'globals'>>>,
): Promise<NewRun> {
  if (Object.keys(globals).length > 0) refuseGlobals(globals, (await core.projects.current(trx, projectId)).project);
  const key = `${projectId} ${operationId}`;
  const readNow = async () => {
    const deployed = await deployments.toRun(trx, projectId, operationId);
    const { agentGroupId } = await environments.of(trx, projectId);
    return { projectId, agentGroupId, deployed };
  };
  const reading = read.get(key) ?? readNow();
  read.set(key, reading);
  return { ...(await reading), globals };
}
