import type { Who } from '../access/who.ts';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';
import type { Projects } from '../projects/service.ts';
import type { AuditRule, Deed, Note } from './rule.ts';
import { accessRules } from './rules/access-rules.ts';
import { administrationRules } from './rules/administration-rules.ts';
import { projectRules } from './rules/project-rules.ts';
import { runRules } from './rules/run-rules.ts';
import { createWriter } from './writer.ts';

export type { Deed, Note } from './rule.ts';

/** Who did what: kept for all that changes anything, also while there are no people. */
export interface Audit {
  /** How the doings of routes are noted, by their ids. */
  readonly rules: ReadonlyMap<string, AuditRule>;
  /** Writes down what a route has done. Never throws: it was done. */
  note(who: Who, note: Note, reply: unknown): Promise<void>;
  /** The same, of what no rule tells of. `name`: whom the sender says to be. */
  record(who: Who, deed: Deed, name?: string | null): Promise<void>;
}

export function createAudit(parts: { database: Database; projects: Projects; log: Log }): Audit {
  const { database, projects, log } = parts;
  const look = { db: database.db, projects };
  const rules = [projectRules, runRules, administrationRules, accessRules].flatMap((of) => of(look));
  const writer = createWriter(database, log);
  const record = (who: Who, deed: Deed, name: string | null = null) =>
    writer.write({
      personId: who.person?.id ?? null,
      personName: who.person?.name ?? name,
      via: who.via,
      accessKey: who.accessKey,
      clientId: deed.clientId ?? who.clientId,
      address: who.address,
      kind: deed.kind,
      what: deed.what,
      projectId: deed.projectId ?? null,
      projectName: deed.projectName ?? null,
      thing: deed.thing ?? null,
      runId: deed.runId ?? null,
    });
  return {
    rules: new Map(rules.map((rule) => [rule.routeId, rule])),
    record,
    note: async (who, note, reply) => {
      try {
        const deed = await note(reply);
        if (deed) await record(who, deed);
      } catch (error) {
        log.error({ err: error }, 'What was done could not be told to the audit log');
      }
    },
  };
}
