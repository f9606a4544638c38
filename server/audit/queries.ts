import type { AuditEntry, AuditFilter, AuditPage } from '../../shared/api/audit.ts';
import type { AuditEntriesTable } from '../database/access-tables.ts';
import { type Queryable, type Selectable, sql } from '../database/sql.ts';

/** So many are read at once for a download. */
const PIECE = 1_000;

/** The newest first, before a number. */
export async function auditPage(
  where: Queryable,
  { before, limit, ...filter }: AuditFilter & { before?: number | undefined; limit: number },
): Promise<AuditPage> {
  const rows = await matching(where, filter)
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { entries: page.map(entryOf), next: rows.length > limit && last ? last.number : null };
}

/** All of them, the oldest first, in pieces. */
export async function* auditPieces(where: Queryable, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  for (let after = 0; ; ) {
    const rows = await matching(where, filter).where('number', '>', after).orderBy('number').limit(PIECE).execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(entryOf);
    after = last.number;
  }
}

/** Removes what is older; gives how many there were. */
export async function removeOldEntries(where: Queryable, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from audit_entries where at < now() - make_interval(days => ${days})`.execute(where);
  return Number(numAffectedRows ?? 0);
}

function matching(where: Queryable, { personId, kind, projectId, words, from, to }: AuditFilter) {
  const pattern = `%${(words ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return where
    .selectFrom('audit_entries')
    .selectAll()
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'edit'))
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId ?? ''))
    .$if(from !== undefined, (query) => query.where('at', '>=', new Date(from ?? 0)))
    .$if(to !== undefined, (query) => query.where('at', '<=', new Date(to ?? 0)))
    .$if(words !== undefined, (query) =>
      query.where(({ or, eb }) =>
        or(
          (['what', 'thing', 'person_name', 'project_name', 'access_key', 'address'] as const).map((column) =>
            eb(column, 'ilike', pattern),
          ),
        ),
      ),
    );
}

function entryOf(row: Selectable<AuditEntriesTable>): AuditEntry {
  const { project_id: id, project_name: name } = row;
  return {
    number: row.number,
    at: row.at.toISOString(),
    who: {
      personId: row.person_id,
      name: row.person_name,
      via: row.via,
      accessKey: row.access_key,
      clientId: row.client_id,
    },
    address: row.address,
    kind: row.kind,
    what: row.what,
    project: id === null ? null : { id, name: name ?? '' },
    thing: row.thing,
    runId: row.run_id,
  };
}
