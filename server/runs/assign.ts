import { LEASE_SECONDS, type RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import { optionsOf } from '../../shared/project/operation.ts';
import { timeOutSeconds } from '../../shared/project/operation-options.ts';
import { isSecretReference, type Settings } from '../../shared/project/settings.ts';
import type { Snapshot } from '../../shared/project/snapshot.ts';
import { debugBytes } from '../administration/limits.ts';
import type { Core } from '../core.ts';
import { sql, type Transaction } from '../database/sql.ts';
import { frozenSnapshot } from '../deployments/queries.ts';
import type { PublishedEvent } from '../events/service.ts';
import { ApiError } from '../http/api-error.ts';
import type { AgentIdentity } from '../http/handler.ts';
import { aboutRun, EMAIL_TIME_OUT_SECONDS, emailSnapshot } from '../mail/assign.ts';
import { resumptionOf } from '../transfers/store.ts';
import { type RunValues, runValues } from '../variables/run-values.ts';
import { lockKept } from './chain.ts';
import { endUndeliverable } from './lose.ts';
import { moveOn } from './places.ts';
import { type RunRow, runOf, waitingSteps } from './row.ts';
import type { RunQueue } from './run-queue.ts';

type ClearSettings = RunAssignment['connections'][string]['settings'];

/**
 * Hands up to `most` waiting runs to an agent: first those that are kept for it, as they stand before all others. The lease, the fence and the end of the jobs are one transaction: when it
 * fails, all of it is as before.
 */
export async function takeRuns(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  agent: AgentIdentity,
  most: number,
): Promise<RunAssignment[]> {
  for (;;) {
    const kept = await lockKept(trx, agent, most);
    const others = kept.length < most ? await queue.take(trx, agent.agentGroupId, most - kept.length) : [];
    if (kept.length + others.length === 0) return [];
    const rows = await markTaken(trx, [...kept, ...others], agent);
    const assignments: RunAssignment[] = [];
    const revealed: Revealed = new Map();
    const told: PublishedEvent[] = [];
    for (const row of rows) {
      const given = await assignmentOf(core, queue, trx, row, revealed);
      if (!given) continue;
      assignments.push(given.assignment);
      told.push({ projectId: row.project_id, event: { type: 'run', run: runOf(given.row) } });
    }
    await core.events.publishAll(trx, told);
    if (assignments.length > 0) return assignments;
  }
}

/** Gives runs to an agent, and moves the queue on to the furthest place of theirs. */
async function markTaken(trx: Transaction, runIds: readonly Id[], agent: AgentIdentity): Promise<RunRow[]> {
  // The first agent's start counts: what a lost agent had begun counts too.
  const { rows } = await sql<RunRow>`
    with taken as (
      update runs set
        state = 'Received', started_at = coalesce(started_at, now()), agent_id = ${agent.id}, agent_name = ${agent.name},
        lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1, attempt = attempt + 1,
        attempt_messages = message_count, cancel_told = false
      where id = any(${runIds}::text[]) and state = 'Submitted'
      returning *),
    moved as (${moveOn(agent.agentGroupId, sql<number>`(select max(place) from taken)`)})
    select * from taken`.execute(trx);
  return rows.sort((a, b) => a.place - b.place || a.number - b.number);
}

async function assignmentOf(
  core: Core,
  queue: RunQueue,
  trx: Transaction,
  row: RunRow,
  known: Revealed,
): Promise<{ assignment: RunAssignment; row: RunRow } | null> {
  const snapshot = await snapshotOfRun(trx, row);
  const revealed = snapshot ? await revealOnce(core, trx, row, snapshot, known) : null;
  if (!snapshot || !revealed) {
    await endUndeliverable(core, queue, trx, row, snapshot ? 'secret' : 'snapshot');
    return null;
  }
  const { secrets, values } = revealed;
  const fresh = row.attempt > 1 ? await resetSteps(trx, row) : row;
  const assignment: RunAssignment = {
    kind: 'run',
    ...(row.attempt > 1 ? { resume: await resumptionOf(trx, row.id) } : {}),
    runId: row.id,
    fence: row.fence,
    timeOutSeconds: row.email_of === null ? timeOutSeconds(optionsOf(snapshot.operation)) : EMAIL_TIME_OUT_SECONDS,
    operation: snapshot.operation,
    ...(isDebugOn(snapshot.operation) ? { debug: true, debugBytes: await debugBytes(trx) } : {}),
    ...values,
    activities: mapRecord(snapshot.activities, ({ configured: _, ...activity }) => ({
      ...activity,
      settings: clear(activity.settings, secrets),
    })),
    connections: mapRecord(snapshot.connections, (connection) => ({
      ...connection,
      settings: clear(connection.settings, secrets),
    })),
    ...(row.email_of === null ? {} : await emailOf(trx, row, snapshot, secrets)),
  };
  return { assignment, row: fresh };
}

/** Whether the operation's debug mode is on, as it was deployed. */
function isDebugOn(operation: Snapshot['operation']): boolean {
  const { debugUntil } = optionsOf(operation);
  return debugUntil !== undefined && Date.parse(debugUntil) > Date.now();
}

/** What a run executes: the snapshot of its operation, or of the one whose action sends the e-mail that it is for. */
async function snapshotOfRun(trx: Transaction, row: RunRow): Promise<Snapshot | null> {
  const snapshot = await frozenSnapshot(trx, row.deployment_id, row.email_of ?? row.operation_id);
  return snapshot && row.email_of !== null ? emailSnapshot(snapshot, row) : snapshot;
}

async function emailOf(
  trx: Transaction,
  row: RunRow,
  snapshot: Snapshot,
  secrets: ReadonlyMap<Id, string>,
): Promise<Pick<RunAssignment, 'email'>> {
  const email = snapshot.emails?.[row.operation_id];
  if (!email) return {};
  return { email: { name: email.name, settings: clear(email.settings, secrets), about: await aboutRun(trx, row) } };
}

/** A new attempt starts from nothing: what an earlier one moved is not its own. */
async function resetSteps(trx: Transaction, row: RunRow): Promise<RunRow> {
  const steps = waitingSteps(row.steps.map((step) => step.stepId));
  return trx
    .updateTable('runs')
    .set({ steps: JSON.stringify(steps), bytes: 0, objects: 0 })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What runs of one snapshot that are handed out together have in common. */
type Revealed = Map<Snapshot, Promise<RevealedValues | null>>;
interface RevealedValues {
  secrets: Map<Id, string>;
  values: RunValues;
}

/** Read once for runs that nothing else sets apart: the values that a run was started with are its own. */
async function revealOnce(
  core: Core,
  trx: Transaction,
  row: RunRow,
  snapshot: Snapshot,
  known: Revealed,
): Promise<RevealedValues | null> {
  if (row.parent_run_id !== null || row.email_of !== null) return reveal(core, trx, row, snapshot);
  const reading = known.get(snapshot) ?? reveal(core, trx, row, snapshot);
  known.set(snapshot, reading);
  const revealed = await reading;
  return revealed && { ...revealed, values: { ...revealed.values, globals: row.globals ?? {} } };
}

/** The secrets that a snapshot refers to and the values of its variables, or null when one of them can't be had. */
async function reveal(core: Core, trx: Transaction, row: RunRow, snapshot: Snapshot): Promise<RevealedValues | null> {
  // The e-mails of its actions are sent by runs of their own.
  const emails = row.email_of === null ? [] : Object.values(snapshot.emails ?? {});
  const holders = [...Object.values(snapshot.connections), ...Object.values(snapshot.activities), ...emails];
  const ids = holders.flatMap(({ settings }) => secretsIn(settings));
  try {
    const secrets = await core.secrets.reveal(trx, row.project_id, ids);
    return { secrets, values: await runValues(core, trx, row, snapshot) };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'secret-unknown') return null;
    throw error;
  }
}

/** The ids of the secrets that settings refer to. */
export function secretsIn(settings: Settings): Id[] {
  return Object.values(settings).flatMap((value) => (isSecretReference(value) ? [value.secret] : []));
}

/** Settings with each reference replaced by its secret: for an agent, and for nobody else. */
export function clear(settings: Settings, secrets: ReadonlyMap<Id, string>): ClearSettings {
  return mapRecord(settings, (value) => (isSecretReference(value) ? (secrets.get(value.secret) ?? '') : value));
}

function mapRecord<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
