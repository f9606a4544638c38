import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { EditEnvelope } from '../../shared/edits/edit.ts';
import type { Project } from '../../shared/project/project.ts';
import type { AccessTables } from './access-tables.ts';
import type { RunTables } from './run-tables.ts';

/** A JSON column: read as the value, written as its JSON text (`JSON.stringify`). */
export type Json<Value> = ColumnType<Value, string, string>;

/** A point in time that the database fills in when it is left out. */
export type Stamp = ColumnType<Date, Date | undefined, Date>;

/** What belongs to this installation as a whole, such as its own id. */
export interface InstallationTable {
  key: string;
  value: Json<unknown>;
}

/** The migrations that were applied: the runner's own record. */
export interface SchemaMigrationsTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

/** A project's counters; its document is made from the newest checkpoint and the edits after it. */
export interface ProjectsTable {
  id: string;
  name: string;
  sample: boolean;
  /** Null: it lives in the default environment. */
  environment_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** The number of the last edit. */
  revision: number;
  created_at: Stamp;
  changed_at: Stamp;
}

/** Every edit that was ever stored, one row per envelope. */
export interface ProjectEditsTable {
  project_id: string;
  revision: number;
  envelope_id: string;
  client_id: string;
  envelope: Json<EditEnvelope>;
  at: Stamp;
  /** Null where nobody was signed in. */
  person_id: ColumnType<string | null, string | null | undefined, string | null>;
}

/** The document as it was at a revision, so that few edits need to be replayed. */
export interface ProjectCheckpointsTable {
  project_id: string;
  revision: number;
  document: Json<Project>;
}

/** The document as it was at some revisions, kept for ever: what the history is made from. */
export interface ProjectMilestonesTable {
  project_id: string;
  revision: number;
  document: Json<Project>;
}

/** Secrets, encrypted: see `server/secrets/cipher.ts`. */
export interface SecretsTable {
  id: string;
  project_id: string;
  /** Which key it was encrypted with. */
  key_id: string;
  sealed: Buffer;
  created_at: Stamp;
}

/** Values of project variables, encrypted: see `migrations/0040-variables.sql`. */
export interface VariableValuesTable {
  project_id: string;
  environment_id: string;
  variable_id: string;
  /** It is never sent back. */
  hidden: boolean;
  key_id: string;
  sealed: Buffer;
  changed_at: Stamp;
}

/** Events that are too large for a notification. */
export interface EventPayloadsTable {
  id: GeneratedAlways<number>;
  payload: Json<unknown>;
  at: Stamp;
}

/** The tables of the product, for Kysely: one interface per table, named as in `migrations/`. */
export interface Tables extends RunTables, AccessTables {
  installation: InstallationTable;
  schema_migrations: SchemaMigrationsTable;
  projects: ProjectsTable;
  project_edits: ProjectEditsTable;
  project_checkpoints: ProjectCheckpointsTable;
  project_milestones: ProjectMilestonesTable;
  secrets: SecretsTable;
  event_payloads: EventPayloadsTable;
  variable_values: VariableValuesTable;
}
