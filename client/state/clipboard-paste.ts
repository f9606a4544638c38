import type { Descriptor } from '../../shared/connector.ts';
import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import { findStep } from '../../shared/edits/lists.ts';
import type { Connection } from '../../shared/project/connection.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { freeName } from '../../shared/project/name.ts';
import { DEFAULT_OPERATION_NAME } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Step } from '../../shared/project/step.ts';
import { type Arrivals, arrivals } from './clipboard-arrivals.ts';
import { type Clipboard, componentsOf } from './clipboard-data.ts';
import { pasteOperations } from './clipboard-paste-operations.ts';
import { pasteSimple } from './clipboard-paste-simple.ts';
import type { DropZone } from './drop-zones.ts';
import type { Selected } from './selected.ts';

/** Where something is pasted: on a drop zone, or among the components, where nothing refers to it. */
export type PastePlace = DropZone | { kind: 'components' };

/** `reference`: what was copied itself is put there once more, instead of a copy of it. */
export type PasteMode = 'copy' | 'reference';

export type PastePlan =
  | {
      ok: true;
      label: string;
      edit: Edit;
      select: readonly Selected[];
      /** It is new and alone: its name is to be edited. */
      rename: boolean;
      /** Connections that came along from elsewhere, without their secrets. */
      connections: readonly Connection[];
    }
  | { ok: false; reason: string };

/** What pasting does: one edit, or the reason why it can't be done. */
export function planPaste(
  project: Project,
  descriptors: readonly Descriptor[],
  clipboard: Clipboard,
  place: PastePlace,
  mode: PasteMode,
): PastePlan {
  const refusal = placeProblem(project, place) ?? (mode === 'reference' ? referenceProblem(project, clipboard) : null);
  if (refusal !== null) return { ok: false, reason: refusal };
  if (clipboard.content.kind === 'operations')
    return pasteOperations(project, clipboard, clipboard.content.operations, place, mode);
  if (clipboard.content.kind === 'components')
    return pasteSimple(project, clipboard, clipboard.content.components, place, mode);
  const arriving = arrivals(project, clipboard);
  const components = pastedComponents(project, descriptors, clipboard, place, mode, arriving);
  if (typeof components === 'string') return { ok: false, reason: components };
  const what = whatIsPasted(project, arriving, components);
  const rename = components.length === 1 && (place.kind === 'components' || clipboard.content.kind === 'activity-type');
  const done = { ok: true, label: `Paste ${what}`, rename, connections: arriving.connections } as const;
  if (place.kind === 'components') {
    if (arriving.edits.length === 0) return { ok: false, reason: `${what} is among the components already.` };
    const select = components.map((id): Selected => ({ kind: 'activity', id }));
    return { ...done, edit: batch(arriving.edits), select };
  }
  const steps = stepsFor(project, clipboard, components, mode);
  const room = roomProblem(project, place, steps.length);
  if (room !== null) return { ok: false, reason: room };
  return {
    ...done,
    edit: batch([...arriving.edits, ...insertions(project, place, steps)]),
    select: steps.map(({ id }) => ({ kind: 'step', id })),
  };
}

/** The components that the new steps refer to, which come into the project by it where they are not there; or a refusal. */
function pastedComponents(
  project: Project,
  descriptors: readonly Descriptor[],
  clipboard: Clipboard,
  place: PastePlace,
  mode: PasteMode,
  arriving: Arrivals,
): Id[] | string {
  const { content } = clipboard;
  if (content.kind === 'activity-type') {
    const connector = clipboard.connections[content.connectionId]?.connector;
    const type = descriptors.find((one) => one.id === connector)?.activityTypes.find((one) => one.id === content.type);
    if (!type) return `There is no activity of the type "${content.type}" here.`;
    const connectionId = arriving.connectionFor(content.connectionId);
    const rivals = Object.values(project.activities).filter((activity) => activity.type === type.id);
    const name = freeName(
      type.name,
      rivals.map((rival) => rival.name),
    );
    const activity = { id: newId('act'), connectionId, type: type.id, name, settings: {}, configured: false };
    arriving.edits.push({ type: 'activity.create', activity });
    return [activity.id];
  }
  return componentsOf(content).map((id) =>
    mode === 'reference' || returns(project, clipboard, place, id) ? arriving.sameAs(id) : arriving.copyOf(id),
  );
}

/** Whether a component that was cut is put back as what it is: its step was taken away, or it was deleted itself. */
function returns(project: Project, { way, content, projectId }: Clipboard, place: PastePlace, id: Id): boolean {
  if (way !== 'cut' || projectId !== project.id) return false;
  if (!Object.hasOwn(project.activities, id)) return true;
  return (
    content.kind === 'steps' &&
    place.kind !== 'components' &&
    content.steps.every((step) => findStep(project, step.id) === null)
  );
}

/** New steps for components; those that were cut come back with the ids they had. */
function stepsFor(project: Project, clipboard: Clipboard, components: readonly Id[], mode: PasteMode): Step[] {
  const { content, way, projectId } = clipboard;
  const cut = content.kind === 'steps' && way === 'cut' && projectId === project.id && mode === 'copy';
  return components.map((componentId, index) => {
    const before = cut ? content.steps[index] : undefined;
    const id = before && findStep(project, before.id) === null ? before.id : newId('stp');
    return { id, kind: 'activity', componentId };
  });
}

function insertions(project: Project, zone: DropZone, steps: readonly Step[]): SimpleEdit[] {
  if (zone.kind === 'component')
    return steps.map((step, index) => ({
      type: 'step.insert',
      operationId: zone.operationId,
      index: zone.index + index,
      step,
    }));
  const name = freeName(
    DEFAULT_OPERATION_NAME,
    Object.values(project.operations).map((operation) => operation.name),
  );
  const operation = { id: newId('opn'), name, steps: [...steps] };
  return [
    { type: 'operation.create', operation },
    { type: 'operation.place', operationId: operation.id, workflowId: zone.workflowId, index: zone.index },
  ];
}

/** The most steps an operation may have. */
const MOST_STEPS = 200;

function roomProblem(project: Project, zone: DropZone, added: number): string | null {
  const before = zone.kind === 'component' ? (project.operations[zone.operationId]?.steps.length ?? 0) : 0;
  return before + added > MOST_STEPS ? `An operation can’t have more than ${MOST_STEPS} steps.` : null;
}

function placeProblem(project: Project, place: PastePlace): string | null {
  if (place.kind === 'component' && !project.operations[place.operationId])
    return 'The operation is no longer in the project.';
  if (place.kind === 'operation' && !project.workflows.some((one) => one.id === place.workflowId))
    return 'The workflow is no longer in the project.';
  return null;
}

function referenceProblem(project: Project, clipboard: Clipboard): string | null {
  const { content, projectId, activities } = clipboard;
  if (content.kind === 'activity-type') return 'There is nothing to refer to yet: paste it as a new activity.';
  if (projectId !== project.id) return 'It is in another project, and can only be pasted as a copy.';
  if (content.kind === 'operations') return null;
  const gone = componentsOf(content).find((id) => !Object.hasOwn(project.activities, id));
  return gone === undefined
    ? null
    : `${activities[gone]?.name ?? 'It'} is no longer in the project, and can only be pasted as a copy.`;
}

/** What is pasted, in words: its name, or how many. */
function whatIsPasted(project: Project, arriving: Arrivals, components: readonly Id[]): string {
  const [only] = components;
  if (components.length !== 1 || only === undefined) return `${components.length} activities`;
  const made = arriving.edits.find((edit) => edit.type === 'activity.create' && edit.activity.id === only);
  return (made?.type === 'activity.create' ? made.activity : project.activities[only])?.name ?? 'activity';
}
