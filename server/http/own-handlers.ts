import { setTimeout as sleep } from 'node:timers/promises';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Database } from '../database/connect.ts';
import { sql } from '../database/sql.ts';
import { type HandlerTable, handleJson } from './handler.ts';
import { openApi } from './openapi.ts';

/** A database that is slower than this is called unavailable. */
const PATIENCE_MS = 2_000;

/** The routes that tell about the server itself. `described` are all routes that it answers. */
export function ownHandlers(database: Database, version: string, described: readonly Route[]): HandlerTable {
  let description: Record<string, unknown> | null = null;
  return [
    handleJson(routes.health, async () => {
      if (await databaseAnswers(database)) return { status: 'ok' as const, version, database: 'ok' as const };
      return { status: 'degraded' as const, version, database: 'unavailable' as const };
    }),
    handleJson(routes.openapi, async () => {
      description ??= openApi(described, version);
      return description;
    }),
  ];
}

async function databaseAnswers({ db }: Database): Promise<boolean> {
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, sleep(PATIENCE_MS, false, { ref: false })]);
}
