import { z } from 'zod';
import { variablesNamedIn } from '../variables/named.ts';
import { Activity } from './activity.ts';
import { Connection } from './connection.ts';
import { Email } from './email.ts';
import { Id } from './id.ts';
import { emailsSent, Operation } from './operation.ts';
import type { Project } from './project.ts';
import { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import { DeployedVariable } from './variable.ts';

/** An operation with everything it depends on: what a deployment keeps, unchangeable, and what a run executes. */
export const Snapshot = z.strictObject({
  operation: Operation,
  activities: z.record(Id, Activity),
  connections: z.record(Id, Connection),
  /** Absent when there is none: snapshots from before there were any have the same fingerprint as now. */
  schedule: Schedule.optional(),
  emails: z.record(Id, Email).optional(),
  variables: z.record(Id, DeployedVariable).optional(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** The snapshot of an operation as it is designed now. Throws when the project has no such operation. */
export function snapshotOf(project: Project, operationId: Id): Snapshot {
  const operation = project.operations[operationId];
  if (!operation) throw new Error(`the project has no operation ${operationId}`);
  const activities: Record<Id, Activity> = {};
  const connections: Record<Id, Connection> = {};
  for (const step of operation.steps) {
    const activity = project.activities[step.componentId];
    if (!activity) continue;
    activities[activity.id] = activity;
    const connection = project.connections[activity.connectionId];
    if (connection) connections[connection.id] = connection;
  }
  const emails: Record<Id, Email> = {};
  for (const { emailId } of emailsSent(operation)) {
    const email = project.emails[emailId];
    if (email) emails[email.id] = email;
  }
  const schedule = operation.scheduleId === undefined ? undefined : project.schedules[operation.scheduleId];
  const variables = namedVariables(project, [activities, connections, emails]);
  return {
    operation,
    activities,
    connections,
    ...(schedule ? { schedule } : {}),
    ...(Object.keys(emails).length > 0 ? { emails } : {}),
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
  };
}

/** The project variables that components name, by id. */
function namedVariables(
  project: Project,
  components: readonly Readonly<Record<Id, { settings: Settings }>>[],
): Record<Id, DeployedVariable> {
  const names = new Set(
    components.flatMap((record) => Object.values(record)).flatMap(({ settings }) => variablesNamedIn(settings)),
  );
  const named = Object.values(project.variables).filter(({ name }) => names.has(name));
  return Object.fromEntries(named.map(({ description: _, ...variable }) => [variable.id, variable]));
}

/**
 * A short fingerprint of a snapshot, equal exactly when the design is (up to the order of keys). Used for the **Undeployed**
 * mark, not for security. Two rounds of the 53-bit cyrb53 hash (bryc, public domain) over the canonical JSON.
 */
export function fingerprint(snapshot: Snapshot): string {
  const text = canonicalJson(snapshot);
  return cyrb53(text, 1).toString(36) + cyrb53(text, 2).toString(36);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function cyrb53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
