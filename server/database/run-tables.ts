import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Descriptor } from '../../shared/connector.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import type { LogLevel, RunState, StepProgress } from '../../shared/runs/run.ts';
import type { Throughput } from '../../shared/runs/throughput.ts';
import type { Cursor } from '../../shared/runs/transfers.ts';
import type { UploadIntent, UploadPart, UploadResult } from '../../shared/runs/uploads.ts';
import type { Recurrence } from '../../shared/schedules/recurrence.ts';
import type { ScheduleOutcome } from '../../shared/schedules/state.ts';
import type { Json, Stamp } from './tables.ts';

export interface AgentGroupsTable {
  id: string;
  name: string;
  kind: 'cloud' | 'private';
}

export interface EnvironmentsTable {
  id: string;
  name: string;
  agent_group_id: string;
  is_default: Generated<boolean>;
}

export interface AgentsTable {
  id: string;
  agent_group_id: string;
  name: string;
  /** SHA-256 of the credential. */
  credential_hash: Buffer;
  is_local: Generated<boolean>;
  version: Generated<string>;
  hostname: Generated<string>;
  connectors: Json<Record<string, string>>;
  /** Whether it can be asked to update connectors. */
  updates_connectors: Generated<boolean>;
  slots: Generated<number>;
  running: Generated<number>;
  /** What the agent said last; Offline follows from `last_seen_at`. */
  state: Generated<'Unregistered' | 'Running' | 'Draining' | 'Stopped'>;
  told_offline: Generated<boolean>;
  /** Whether somebody wants it to take no more work. */
  is_drained: Generated<boolean>;
  /** Whether it came by the token that many may use. */
  is_elastic: Generated<boolean>;
  /** Goes up when what it is to be told of its proxy changes. */
  proxy_version: Generated<number>;
  last_seen_at: Date | null;
  /** The server that it was last heard by. */
  heard_by: string | null;
  created_at: Stamp;
}

/** The server processes; see `migrations/0170-losses.sql`. */
export interface ServersTable {
  id: string;
  steady_since: Stamp;
  seen_at: Stamp;
}

export interface AgentProxiesTable {
  agent_id: string;
  host: string;
  port: number;
  user_name: string;
  /** Of the password; null when there is none. */
  key_id: string | null;
  sealed: Buffer | null;
  no_proxy: Json<string[]>;
  changed_at: Stamp;
}

export interface AgentRegistrationsTable {
  /** SHA-256 of the one-time token. */
  token_hash: Buffer;
  agent_group_id: string;
  name: string;
  expires_at: Date;
}

export interface AgentQuestionsTable {
  id: string;
  agent_group_id: string;
  project_id: string;
  question: Json<unknown>;
  expires_at: Date;
  agent_id: string | null;
  /** Those of the group that it is for; null: any. */
  for_agents: string[] | null;
  reply: Json<unknown> | null;
}

/** Published versions of connectors; see `migrations/0110-connectors.sql`. */
export interface ConnectorVersionsTable {
  connector: string;
  version: string;
  sha256: string;
  size: number;
  descriptor: Json<Descriptor>;
  module: Buffer;
  published_at: Stamp;
  published_by: string | null;
}

export interface DeploymentsTable {
  id: string;
  project_id: string;
  deployed_at: Stamp;
  /** Goes up with every deployment. */
  number: GeneratedAlways<number>;
  /** The design's revision that it was made from. */
  revision: number;
  /** Who deployed, and what they said about it; null when they did not. */
  client_id: string | null;
  person_id: ColumnType<string | null, string | null | undefined, string | null>;
  tag: string | null;
  comment: string | null;
}

export interface DeploymentSnapshotsTable {
  deployment_id: string;
  operation_id: string;
  fingerprint: string;
  snapshot: Json<Snapshot>;
}

export interface DeployedOperationsTable {
  project_id: string;
  operation_id: string;
  deployment_id: string;
  fingerprint: string;
  deployed_at: Date;
}

/** Executions of operations; see `migrations/0021-runs.sql` and `0022-run-parents.sql` for what each column is for. */
export interface RunsTable {
  id: string;
  number: GeneratedAlways<number>;
  project_id: string;
  operation_id: string;
  operation_name: string;
  deployment_id: string;
  agent_group_id: string;
  state: Generated<RunState>;
  submitted_at: Stamp;
  started_at: Date | null;
  ended_at: Date | null;
  agent_id: string | null;
  agent_name: string | null;
  attempt: Generated<number>;
  losses: Generated<number>;
  suspect_losses: Generated<number>;
  fence: Generated<number>;
  lease_until: Date | null;
  cancel_told: Generated<boolean>;
  steps: Json<StepProgress[]>;
  bytes: Generated<number>;
  objects: Generated<number>;
  message_count: Generated<number>;
  attempt_messages: Generated<number>;
  last_message: string | null;
  parent_run_id: string | null;
  depth: Generated<number>;
  scheduled_for: Date | null;
  globals: Json<Record<string, string>> | null;
  held: 'overlap' | 'retry' | null;
  held_until: Date | null;
  retries: Generated<number>;
  throughput: Json<Throughput> | null;
  email_of: string | null;
  place: Generated<number>;
  chain_agent_id: string | null;
}

/** What ended runs are found and put in order by; see `migrations/0061-logs.sql` and `0067-log-order.sql`. */
export interface RunTextsTable {
  run_id: string;
  project_id: string;
  number: number;
  /** In seconds; -1 of a run that was not begun. */
  duration: number;
  bytes: number;
  objects: number;
  messages: number;
  /** A `tsvector`. */
  words: string;
}

/** Deployed operations that run by themselves; see `migrations/0060-schedules.sql`. */
export interface OperationSchedulesTable {
  project_id: string;
  operation_id: string;
  environment_id: string;
  recurrence: Json<Recurrence> | null;
  schedule_name: Generated<string>;
  enabled: Generated<boolean>;
  next_at: Date | null;
  last_at: Date | null;
  last_outcome: ScheduleOutcome | null;
  last_run_id: string | null;
}

export interface RunMessagesTable {
  run_id: string;
  number: number;
  at: Date;
  level: LogLevel;
  code: string;
  text: string;
  todo: string | null;
  step_id: string | null;
}

export interface RunOutputsTable {
  run_id: string;
  step_id: string;
  /** gzip-compressed JSON. */
  content: Buffer;
}

/** What went into a step and came out of it, in debug mode; see `migrations/0063-debug.sql`. */
export interface RunDebugTable {
  run_id: string;
  step_id: string;
  expires_at: Date;
  /** gzip-compressed JSON: a StepDebug. */
  content: Buffer;
}

/** Receipts and failures of a run's objects; see `migrations/0050-transfers.sql`. */
export interface RunTransfersTable {
  run_id: string;
  number: number;
  receipts: number;
  failures: number;
  /** gzip-compressed JSON: a TransferBatch. */
  content: Buffer;
}

export interface RunCursorsTable {
  run_id: string;
  cursor: Json<Cursor>;
}

/** Multipart uploads of runs; see `migrations/0070-uploads.sql`. */
export interface RunUploadsTable {
  id: string;
  run_id: string;
  project_id: string;
  agent_group_id: string;
  deployment_id: string;
  operation_id: string;
  globals: Json<Record<string, string>> | null;
  intent: Json<UploadIntent>;
  upload_id: string | null;
  state: Generated<'open' | 'aborting' | 'completed'>;
  completed: Json<UploadResult> | null;
  changed_at: Stamp;
  tries: Generated<number>;
  next_try_at: Stamp;
}

export interface RunUploadPartsTable {
  upload: string;
  number: number;
  part: Json<UploadPart>;
}

/** The tables of what runs: environments, agents, deployments, runs. */
export interface RunTables {
  agent_groups: AgentGroupsTable;
  environments: EnvironmentsTable;
  agents: AgentsTable;
  servers: ServersTable;
  agent_proxies: AgentProxiesTable;
  agent_registrations: AgentRegistrationsTable;
  agent_questions: AgentQuestionsTable;
  deployments: DeploymentsTable;
  deployment_snapshots: DeploymentSnapshotsTable;
  deployed_operations: DeployedOperationsTable;
  runs: RunsTable;
  run_messages: RunMessagesTable;
  run_outputs: RunOutputsTable;
  run_debug: RunDebugTable;
  run_transfers: RunTransfersTable;
  run_cursors: RunCursorsTable;
  run_uploads: RunUploadsTable;
  run_upload_parts: RunUploadPartsTable;
  operation_schedules: OperationSchedulesTable;
  run_texts: RunTextsTable;
  connector_versions: ConnectorVersionsTable;
}
