import type { AuditEntry, AuditKind } from '../../shared/api/audit.ts';
import type { Database } from '../database/connect.ts';
import { messageOf } from '../database/log.ts';
import { type Queryable, sql } from '../database/sql.ts';
import type { Log } from '../log.ts';

/** An entry before it is written. */
export interface NewEntry {
  personId: string | null;
  personName: string | null;
  via: AuditEntry['who']['via'];
  accessKey: string | null;
  clientId: string | null;
  address: string | null;
  kind: AuditKind;
  what: string;
  projectId: string | null;
  projectName: string | null;
  thing: string | null;
  runId: string | null;
}

/** The longest text of an entry, in characters. */
const MOST_TEXT = 2_000;

/** So many entries go into one statement at most. */
const MOST_TOGETHER = 200;

/** Writes entries: those that come while others are being written go together, in one statement. */
export function createWriter({ db }: Database, log: Log): { write(entry: NewEntry): Promise<void> } {
  let waiting: { entry: NewEntry; done: () => void }[] = [];
  let writing = false;
  const writeAll = async () => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_TOGETHER);
      waiting = waiting.slice(MOST_TOGETHER);
      try {
        await insertEntries(
          db,
          batch.map(({ entry }) => entry),
        );
      } catch (error) {
        // It has been done, and its sender is to know that; who looks after the server learns of the gap.
        const lost = batch.map(({ entry: { kind, what, personId } }) => ({ kind, what, personId }));
        log.error({ err: messageOf(error), lost }, 'Entries of the audit log could not be written');
      }
      for (const { done } of batch) done();
    }
    writing = false;
  };
  return {
    write: (entry) =>
      new Promise<void>((done) => {
        waiting.push({ entry, done });
        if (!writing) void writeAll();
      }),
  };
}

/** Writes entries in their order; names of projects and of runs' operations are looked up where they are not given. */
export async function insertEntries(where: Queryable, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map((entry, at) => ({ at, ...entry, what: cut(entry.what), thing: cut(entry.thing) }));
  // What is not well-formed Unicode is no text to PostgreSQL.
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
  await sql`
    insert into audit_entries
      (person_id, person_name, via, access_key, client_id, address, kind, what, project_id, project_name, thing, run_id)
    select e."personId", e."personName", e.via, e."accessKey", e."clientId", e.address, e.kind, e.what,
      e."projectId", coalesce(e."projectName", project.name), coalesce(e.thing, run.operation_name), e."runId"
    from jsonb_to_recordset(${text}::jsonb) as e (
      at integer, "personId" text, "personName" text, via text, "accessKey" text, "clientId" text, address text, kind text,
      what text, "projectId" text, "projectName" text, thing text, "runId" text
    )
    left join projects as project on project.id = e."projectId"
    left join runs as run on run.id = e."runId"
    order by e.at`.execute(where);
}

function cut<T extends string | null>(text: T): T | string {
  return text !== null && text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
}
