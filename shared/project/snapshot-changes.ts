import { z } from 'zod';
import { actionsOf } from './operation.ts';
import { isSame } from './same.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** One way in which two snapshots of an operation differ. Names are those of the later one, where it has the thing. */
export const SnapshotChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('renamed'), from: z.string() }),
  z.object({ kind: z.literal('step-added'), name: z.string() }),
  z.object({ kind: z.literal('step-removed'), name: z.string() }),
  z.object({ kind: z.literal('steps-reordered') }),
  z.object({ kind: z.literal('actions') }),
  /** `fields`: the names of the settings that differ, as the connector's descriptor has them. */
  z.object({
    kind: z.enum(['activity', 'connection']),
    name: z.string(),
    from: z.string().nullable(),
    /** What the connector's descriptor calls it. */
    connector: z.string(),
    type: z.string().nullable(),
    fields: z.array(z.string()),
  }),
  /** Something else that belongs to it. */
  z.object({ kind: z.literal('other'), part: z.enum(['options', 'schedule', 'emails', 'variables']) }),
]);
export type SnapshotChange = z.infer<typeof SnapshotChange>;

/** What became different from one snapshot of an operation to a later one; empty when they are the same design. */
export function snapshotChanges(before: Snapshot, after: Snapshot): SnapshotChange[] {
  const changes: SnapshotChange[] = [];
  if (before.operation.name !== after.operation.name) changes.push({ kind: 'renamed', from: before.operation.name });
  changes.push(...stepChanges(before, after));
  if (!isSame(actionsOf(before.operation), actionsOf(after.operation))) changes.push({ kind: 'actions' });
  for (const [id, activity] of Object.entries(after.activities)) {
    const earlier = before.activities[id];
    if (!earlier || isSame(earlier, activity)) continue;
    changes.push({
      kind: 'activity',
      name: activity.name,
      from: earlier.name === activity.name ? null : earlier.name,
      connector: after.connections[activity.connectionId]?.connector ?? '',
      type: activity.type,
      fields: changedFields(earlier.settings, activity.settings),
    });
  }
  for (const [id, connection] of Object.entries(after.connections)) {
    const earlier = before.connections[id];
    if (!earlier || isSame(earlier, connection)) continue;
    changes.push({
      kind: 'connection',
      name: connection.name,
      from: earlier.name === connection.name ? null : earlier.name,
      connector: connection.connector,
      type: null,
      fields: changedFields(earlier.settings, connection.settings),
    });
  }
  if (!isSame(before.operation.options, after.operation.options)) changes.push({ kind: 'other', part: 'options' });
  if (before.operation.scheduleId !== after.operation.scheduleId || !isSame(before.schedule, after.schedule))
    changes.push({ kind: 'other', part: 'schedule' });
  if (!isSame(before.emails, after.emails)) changes.push({ kind: 'other', part: 'emails' });
  if (!isSame(before.variables, after.variables)) changes.push({ kind: 'other', part: 'variables' });
  return changes;
}

function stepChanges(before: Snapshot, after: Snapshot): SnapshotChange[] {
  const [left, right] = [before.operation.steps, after.operation.steps];
  const nameOf = (snapshot: Snapshot, componentId: string) => snapshot.activities[componentId]?.name ?? componentId;
  const added = right.filter((step) => !left.some((other) => isSame(step, other)));
  const removed = left.filter((step) => !right.some((other) => isSame(step, other)));
  const order = (steps: typeof left, gone: typeof left) =>
    steps.filter((step) => !gone.includes(step)).map((step) => step.id);
  return [
    ...added.map(({ componentId }): SnapshotChange => ({ kind: 'step-added', name: nameOf(after, componentId) })),
    ...removed.map(({ componentId }): SnapshotChange => ({ kind: 'step-removed', name: nameOf(before, componentId) })),
    ...(isSame(order(left, removed), order(right, added)) ? [] : [{ kind: 'steps-reordered' as const }]),
  ];
}

function changedFields(before: Settings, after: Settings): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !isSame(before[field], after[field]),
  );
}
