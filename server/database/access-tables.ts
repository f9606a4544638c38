import type { Generated, GeneratedAlways } from 'kysely';
import type { Level } from '../../shared/access/level.ts';
import type { AuditEntry, AuditKind } from '../../shared/api/audit.ts';
import type { Stamp } from './tables.ts';

export interface PeopleTable {
  id: string;
  name: string;
  user_name: string;
  password: string;
  is_administrator: boolean;
  disabled: Generated<boolean>;
  created_at: Stamp;
  last_sign_in_at: Date | null;
}

export interface PersonLevelsTable {
  person_id: string;
  environment_id: string;
  level: Level;
}

export interface SessionsTable {
  token_hash: Buffer;
  person_id: string;
  created_at: Stamp;
  used_at: Stamp;
  expires_at: Date;
}

export interface AccessKeysTable {
  id: string;
  person_id: string;
  name: string;
  key_hash: Buffer;
  created_at: Stamp;
  expires_at: Date;
  last_used_at: Date | null;
}

export interface SignInAttemptsTable {
  subject: Buffer;
  count: number;
  since: Date;
}

export interface AuditEntriesTable {
  number: GeneratedAlways<number>;
  at: Stamp;
  person_id: string | null;
  person_name: string | null;
  via: AuditEntry['who']['via'];
  access_key: string | null;
  client_id: string | null;
  address: string | null;
  kind: AuditKind;
  what: string;
  project_id: string | null;
  project_name: string | null;
  thing: string | null;
  run_id: string | null;
}

/** The tables of who may do what, and who did; see `migrations/0150-access.sql`. */
export interface AccessTables {
  people: PeopleTable;
  person_levels: PersonLevelsTable;
  sessions: SessionsTable;
  access_keys: AccessKeysTable;
  sign_in_attempts: SignInAttemptsTable;
  audit_entries: AuditEntriesTable;
}
