import { HEARTBEAT_SECONDS } from '../../shared/api/agent-gateway.ts';
import type { Core } from '../core.ts';
import { isDatabaseUnavailable } from '../database/pool.ts';
import type { Environments } from '../environments/service.ts';
import { letGo } from '../runs/chain.ts';
import { lockExpired, loseRuns } from '../runs/lose.ts';
import type { RunQueue } from '../runs/run-queue.ts';
import { tellSilent } from './presence.ts';
import type { Questions } from './questions.ts';
import { steadySeconds } from './steadiness.ts';

const EVERY_MS = 1_000;
/** After a start or an outage agents get this long to be heard of, before anything is taken from them. */
const GRACE_SECONDS = 2.5 * HEARTBEAT_SECONDS;
/** The most runs taken back at once, so that no transaction gets long. */
const BATCH = 50;

export interface SweeperParts {
  core: Core;
  queue: RunQueue;
  environments: Environments;
  questions: Questions;
}

export interface Sweeper {
  start(): void;
  stop(): Promise<void>;
}

/** Takes runs back whose agents have fallen silent. Every server of the installation has one; they do not hinder each other. */
export function createSweeper(parts: SweeperParts, graceSeconds: number = GRACE_SECONDS): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  const { core, questions } = parts;
  let stopped = false;
  let sweeping: Promise<void> = Promise.resolve();

  const sweepOnce = async () => {
    try {
      if ((await steadySeconds(core.database.db, core.serverId)) >= graceSeconds) await sweep(parts);
      else await core.database.transaction((trx) => questions.sweep(trx));
    } catch (error) {
      if (!isDatabaseUnavailable(error)) core.log.error({ err: error }, 'Taking runs back from silent agents failed');
    }
  };
  const loop = () => {
    timer = setTimeout(() => {
      sweeping = sweepOnce().then(() => {
        if (!stopped) loop();
      });
    }, EVERY_MS);
  };
  return {
    start: loop,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await sweeping;
    },
  };
}

/** One round: leases, runs that are kept for agents which are gone, silent agents, forgotten questions. Each in a transaction of its own. */
export async function sweep({ core, queue, environments, questions }: SweeperParts): Promise<void> {
  const { database } = core;
  for (;;) {
    const taken = await database.transaction(async (trx) => {
      const rows = await lockExpired(trx, BATCH);
      await loseRuns(core, queue, trx, rows, 'lease-expired');
      return rows.length;
    });
    if (taken < BATCH) break;
  }
  while ((await database.transaction((trx) => letGo(queue, trx))) > 0);
  await database.transaction((trx) => tellSilent(environments, trx));
  await database.transaction((trx) => questions.sweep(trx));
}
