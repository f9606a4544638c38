import { Limits } from '../../shared/api/limits.ts';
import { routes } from '../../shared/api/routes.ts';
import { DEBUG_DAYS, MOST_DEBUG_BYTES } from '../../shared/runs/debug.ts';
import type { Core } from '../core.ts';
import { type Queryable, sql } from '../database/sql.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';
import { readInstallation, writeInstallation } from '../installation.ts';

const KEY = 'limits';

const DEBUG_LIMITS = { debugDays: DEBUG_DAYS, debugKiB: MOST_DEBUG_BYTES / 1024 };

/** What is kept of runs: what was set, else what this server was started with. */
export async function readLimits(where: Queryable, defaults: Limits): Promise<Limits> {
  return { ...defaults, ...(await setLimits(where)) };
}

/** How much of each record and of each content debug mode keeps, in bytes. */
export async function debugBytes(where: Queryable): Promise<number> {
  return ((await setLimits(where)).debugKiB ?? DEBUG_LIMITS.debugKiB) * 1024;
}

/** What somebody has set. */
async function setLimits(where: Queryable): Promise<Partial<Limits>> {
  const kept = Limits.partial().safeParse(await readInstallation(where, KEY));
  return kept.success ? kept.data : {};
}

/** What holds where nobody has set anything. @param logDays `SLUICE_LOG_DAYS`, or its default */
export function defaultLimits(logDays: number): Limits {
  return { ...DEBUG_LIMITS, logDays };
}

export function limitHandlers({ database: { db, transaction } }: Core, defaults: Limits): HandlerTable {
  return [
    handleJson(routes.getLimits, async () => ({ limits: await readLimits(db, defaults), defaults })),
    handleJson(routes.setLimits, async ({ body }) => {
      await transaction(async (trx) => {
        await writeInstallation(trx, KEY, body);
        // What is kept already goes as early as what is kept from now on.
        const latest = sql<Date>`now() + make_interval(days => ${body.debugDays})`;
        await trx.updateTable('run_debug').set({ expires_at: latest }).where('expires_at', '>', latest).execute();
      });
      return {};
    }),
  ];
}
