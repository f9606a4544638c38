import { z } from 'zod';
import { Activity } from '../../shared/project/activity.ts';
import { Connection } from '../../shared/project/connection.ts';
import { Id } from '../../shared/project/id.ts';
import { Operation } from '../../shared/project/operation.ts';
import { isSecretReference, type Settings } from '../../shared/project/settings.ts';
import { Step } from '../../shared/project/step.ts';
import { SimpleComponent } from './simple-components.ts';

/** What was copied, in the order in which it stands in the project. */
export const ClipboardContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('steps'), steps: z.array(Step).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('operations'), operations: z.array(Operation).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('activities'), activityIds: z.array(Id).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('components'), components: z.array(SimpleComponent).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('activity-type'), connectionId: Id, type: z.string().min(1).max(64) }),
]);
export type ClipboardContent = z.infer<typeof ClipboardContent>;

/** The version of the clipboard's form that is written here. A change that older programs can't read counts it up. */
export const CLIPBOARD_VERSION = 1;

/**
 * What cut and copy put on the clipboard, as JSON text: what was copied, with every component that it needs, so that it can be
 * pasted into another project. It holds no secret, and no reference to one: a connection has its secrets again only where
 * it is still in the project.
 */
export const Clipboard = z.strictObject({
  sluice: z.literal('clipboard'),
  version: z.literal(CLIPBOARD_VERSION),
  projectId: Id,
  /** Cut: pasted for the first time it is the same thing at another place, not a copy. */
  way: z.enum(['copy', 'cut']),
  content: ClipboardContent,
  activities: z.record(Id, Activity),
  connections: z.record(Id, Connection),
});
export type Clipboard = z.infer<typeof Clipboard>;

/** Only that it is ours is looked at: which version it is decides whether the rest can be read. */
const Header = z.object({ sluice: z.literal('clipboard'), version: z.number() });

export type ReadClipboard = { ok: true; clipboard: Clipboard } | { ok: false; problem: string };

/** Reads the text of a clipboard, or says what is wrong with it. */
export function readClipboard(text: string): ReadClipboard {
  if (text.trim() === '') return problem('The clipboard is empty. Copy an operation, a step or an activity first.');
  const value = parseJson(text);
  const header = Header.safeParse(value);
  if (!header.success)
    return problem('The clipboard holds something else. Copy an operation, a step or an activity first.');
  if (header.data.version !== CLIPBOARD_VERSION)
    return problem(
      `It was copied from another version of Sluice (clipboard version ${header.data.version}, here ${CLIPBOARD_VERSION}). Copy it from this version.`,
    );
  const read = Clipboard.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')}: ${issue.message})` : '';
    return problem(`What was copied is damaged${where}. Copy it again.`);
  }
  const missing = missingPart(read.data);
  return missing === null
    ? { ok: true, clipboard: read.data }
    : problem(`What was copied is damaged (it lacks ${missing}). Copy it again.`);
}

export function writeClipboard(clipboard: Clipboard): string {
  return JSON.stringify(clipboard, null, 2);
}

/** The settings without anything that stands for a secret. */
export function withoutSecrets(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => !isSecretReference(value)));
}

/** The components to which the content refers by their ids; for an activity type, none. */
export function componentsOf(content: ClipboardContent): Id[] {
  switch (content.kind) {
    case 'steps':
      return content.steps.map((step) => step.componentId);
    case 'operations':
      return content.operations.flatMap((operation) => operation.steps.map((step) => step.componentId));
    case 'activities':
      return content.activityIds;
    case 'components':
    case 'activity-type':
      return [];
  }
}

/** The id of the first part that is referred to and not there; null when the clipboard is whole. */
function missingPart({ content, activities, connections }: Clipboard): Id | null {
  for (const id of componentsOf(content)) if (!Object.hasOwn(activities, id)) return id;
  for (const { connectionId } of Object.values(activities))
    if (!Object.hasOwn(connections, connectionId)) return connectionId;
  return content.kind === 'activity-type' && !Object.hasOwn(connections, content.connectionId)
    ? content.connectionId
    : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problem(text: string): ReadClipboard {
  return { ok: false, problem: text };
}
