import { optionsOf } from '../../shared/project/operation.ts';
import type { OperationOptions } from '../../shared/project/operation-options.ts';
import type { EndState, LogMessage, RunState } from '../../shared/runs/run.ts';
import { nextState } from '../../shared/runs/transitions.ts';
import type { Core } from '../core.ts';
import type { Transaction } from '../database/sql.ts';
import { frozenSnapshot } from '../deployments/queries.ts';
import { startFollowing } from './follow.ts';
import type { RunRow } from './row.ts';
import type { RunQueue } from './run-queue.ts';

/** What the end that an agent tells of makes of a run. */
export interface RunEnd {
  state: RunState;
  messages: LogMessage[];
  /** In so many seconds it is tried again; null: it has ended. */
  again: { seconds: number } | null;
}

/** Ends a run: for good, with what its actions lead to, or until its next try. To be called once, in the transaction that stores it. */
export async function endOf(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  told: EndState,
): Promise<RunEnd> {
  const again = nextState(row.state, { kind: 'failed-for-now' });
  if (told === 'Error' && again !== null) {
    const snapshot = await frozenSnapshot(trx, row.deployment_id, row.operation_id);
    const retries = snapshot && optionsOf(snapshot.operation).retries;
    if (retries && row.retries < retries.attempts) {
      const seconds = delaySeconds(retries, row.retries);
      return { state: again, messages: [againMessage(row, retries, seconds)], again: { seconds } };
    }
  }
  const state = nextState(row.state, { kind: 'ended', state: told }) ?? told;
  const messages = await startFollowing(core, queue, trx, row, told);
  const isInformed = state === 'Success' && messages.some(({ code }) => code === 'no-source-objects');
  return { state: isInformed ? 'Success with info' : state, messages, again: null };
}

/** The wait before a further try, which is doubled each time up to the longest; `done` tries were made again already. */
export function delaySeconds(retries: OperationOptions['retries'], done: number): number {
  return Math.min(retries.firstDelaySeconds * 2 ** done, retries.longestDelaySeconds);
}

function againMessage(row: RunRow, { attempts }: OperationOptions['retries'], seconds: number): LogMessage {
  return {
    at: new Date().toISOString(),
    level: 'warning',
    code: 'tried-again',
    text: `The run failed, and is tried again in ${seconds} seconds (retry ${row.retries + 1} of ${attempts}).`,
  };
}
