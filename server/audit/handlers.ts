import { Readable } from 'node:stream';
import { AuditRetention, DEFAULT_AUDIT_DAYS } from '../../shared/api/audit.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Core } from '../core.ts';
import type { Queryable } from '../database/sql.ts';
import { type HandlerTable, handleFile, handleJson } from '../http/handler.ts';
import { readInstallation, writeInstallation } from '../installation.ts';
import { downloadPieces } from './download.ts';
import { auditPage, auditPieces, removeOldEntries } from './queries.ts';

const KEY = 'audit-retention';

export async function auditDays(where: Queryable): Promise<number> {
  const kept = AuditRetention.safeParse(await readInstallation(where, KEY));
  return kept.success ? kept.data.days : DEFAULT_AUDIT_DAYS;
}

export function auditHandlers({ database: { db } }: Core): HandlerTable {
  return [
    handleJson(routes.listAudit, ({ query }) => auditPage(db, query)),
    handleFile(routes.downloadAudit, async ({ query: { format, ...filter } }) => ({
      contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      fileName: `Audit log ${new Date().toISOString().slice(0, 10)}.${format}`,
      body: Readable.from(downloadPieces(auditPieces(db, filter), format), { objectMode: false }),
    })),
    handleJson(routes.getAuditRetention, async () => ({ days: await auditDays(db) })),
    handleJson(routes.setAuditRetention, async ({ body }) => {
      await writeInstallation(db, KEY, body);
      await removeOldEntries(db, body.days);
      return {};
    }),
  ];
}
