import { findStep } from '../../shared/edits/lists.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import {
  CLIPBOARD_VERSION,
  type Clipboard,
  type ClipboardContent,
  componentsOf,
  withoutSecrets,
} from './clipboard-data.ts';
import type { Selected } from './selected.ts';
import { type SimpleComponent, simpleComponent } from './simple-components.ts';

/** What can be put on the clipboard. */
export type Copied = Selected | { kind: 'activity-type'; connectionId: Id; type: string };

export type CopyPlan = { ok: true; clipboard: Clipboard } | { ok: false; reason: string };

/** What copying (or cutting) items puts on the clipboard, or why they can't be copied together. */
export function planCopy(project: Project, items: readonly Copied[], way: Clipboard['way'] = 'copy'): CopyPlan {
  const content = contentOf(project, items);
  if (typeof content === 'string') return { ok: false, reason: content };
  const activities = parts(project.activities, componentsOf(content)).map(
    (activity): Activity => ({ ...activity, settings: withoutSecrets(activity.settings) }),
  );
  const connectionIds = activities.map((activity) => activity.connectionId);
  if (content.kind === 'activity-type') connectionIds.push(content.connectionId);
  const connections = parts(project.connections, connectionIds).map(
    (connection): Connection => ({ ...connection, settings: withoutSecrets(connection.settings) }),
  );
  return {
    ok: true,
    clipboard: {
      sluice: 'clipboard',
      version: CLIPBOARD_VERSION,
      projectId: project.id,
      way,
      content,
      activities: byId(activities),
      connections: byId(connections),
    },
  };
}

/** The content, or the reason why there is none. */
function contentOf(project: Project, items: readonly Copied[]): ClipboardContent | string {
  const kinds = new Set(items.map((item) => item.kind));
  if (kinds.size > 1) return 'Copy operations alone, or steps alone: they can’t be pasted at one place together.';
  const [first] = items;
  if (first === undefined) return 'Nothing is selected.';
  const ids = new Set(items.flatMap((item) => ('id' in item ? [item.id] : [])));
  switch (first.kind) {
    case 'activity-type':
      return project.connections[first.connectionId]
        ? { kind: 'activity-type', connectionId: first.connectionId, type: first.type }
        : GONE;
    case 'operation': {
      const operations = inOrder(project).flatMap((id) => (ids.has(id) ? (project.operations[id] ?? []) : []));
      return operations.length > 0 ? { kind: 'operations', operations } : GONE;
    }
    case 'step': {
      const owners = new Set(Array.from(ids, (id) => findStep(project, id)?.operation.id));
      const operations = inOrder(project).flatMap((id) => (owners.has(id) ? (project.operations[id] ?? []) : []));
      const steps = operations.flatMap((operation) => operation.steps.filter((step) => ids.has(step.id)));
      return steps.length > 0 ? { kind: 'steps', steps } : GONE;
    }
    case 'activity': {
      const activityIds = [...ids].filter((id) => project.activities[id]);
      return activityIds.length > 0 ? { kind: 'activities', activityIds } : GONE;
    }
    case 'variable':
    case 'email':
    case 'schedule': {
      const { kind } = first;
      const components = [...ids].flatMap((id) => simpleComponent(project, kind, id) ?? []).map(bare);
      return components.length > 0 ? { kind: 'components', components } : GONE;
    }
    case 'connection':
    case 'workflow':
      return `A ${first.kind} can’t be copied.`;
    default:
      return 'It can’t be copied.';
  }
}

/** Without the secrets of its settings. */
function bare(component: SimpleComponent): SimpleComponent {
  if (component.kind !== 'email') return component;
  return { ...component, thing: { ...component.thing, settings: withoutSecrets(component.thing.settings) } };
}

const GONE = 'It is no longer in the project.';

/** The operations as they are drawn, workflow by workflow, then those that stand nowhere. */
function inOrder(project: Project): Id[] {
  return [
    ...new Set([...project.workflows.flatMap((workflow) => workflow.operationIds), ...Object.keys(project.operations)]),
  ];
}

function parts<T>(record: Readonly<Record<Id, T>>, ids: readonly Id[]): T[] {
  return [...new Set(ids)].flatMap((id) => record[id] ?? []);
}

function byId<T extends { id: Id }>(list: readonly T[]): Record<Id, T> {
  return Object.fromEntries(list.map((one) => [one.id, one]));
}
