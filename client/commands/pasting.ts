import { allFields, isVisible } from '../../shared/checks/fields.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { findStep } from '../../shared/edits/lists.ts';
import type { Connection } from '../../shared/project/connection.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { type Clipboard, type ClipboardContent, readClipboard } from '../state/clipboard-data.ts';
import { type PasteMode, type PastePlace, planPaste } from '../state/clipboard-paste.ts';
import { type Designer, designer } from '../state/designer.ts';
import { describeZone } from '../state/drop-zones.ts';
import type { Category, MenuTarget } from '../state/menu-target.ts';
import type { SimpleKind } from '../state/simple-components.ts';

/** Pastes the text of a clipboard; what can't be pasted is said, and changes nothing. `target`: what it was pasted on, if anything. */
export function pasteText(text: string, target: MenuTarget | null, mode: PasteMode): void {
  const state = designer.getState();
  const { project, descriptors } = state;
  if (!project || !state.mayEdit('Paste')) return;
  const read = readClipboard(text);
  if (!read.ok) {
    refuse(read.problem, state);
    return;
  }
  const place = pastePlace(target, read.clipboard.content, state, project);
  if (place === null) {
    refuse('Show a workflow, or select a drop zone, to paste there.', state);
    return;
  }
  const plan = planPaste(project, descriptors, read.clipboard, place, mode);
  if (!plan.ok) {
    refuse(plan.reason, state);
    return;
  }
  if (!state.edit(plan.label, plan.edit)) return;
  const where = place.kind === 'components' ? 'Nothing refers to it yet' : describeZone(place, project);
  const isOnCanvas = place.kind !== 'components';
  if (!isOnCanvas) state.setPaneTab('components');
  state.select(plan.select, { reveal: isOnCanvas, focus: isOnCanvas && !plan.rename });
  state.announce(`${plan.label}. ${where}.`);
  const [only] = plan.select;
  if (plan.rename && only) state.startRename(only, isOnCanvas ? 'canvas' : 'components');
  for (const connection of plan.connections) tellOfSecrets(connection, state);
}

function refuse(reason: string, state: Designer): void {
  state.announce(reason);
  state.notify({ tone: 'warning', title: 'Nothing was pasted', text: reason });
}

/** Where pasting on a thing puts what is pasted; null when that is nowhere. */
export function pastePlace(
  target: MenuTarget | null,
  content: ClipboardContent,
  state: Designer,
  project: Project,
): PastePlace | null {
  if (target?.kind === 'zone') return target.zone;
  if (target?.place === 'components' || content.kind === 'components') return { kind: 'components' };
  if (target?.place !== 'palette' && (target?.kind === 'step' || target?.kind === 'operation')) {
    const found = target.kind === 'step' ? findStep(project, target.id) : null;
    const operation = found?.operation ?? project.operations[target.id];
    if (!operation) return null;
    if (content.kind !== 'operations')
      return { kind: 'component', operationId: operation.id, index: found ? found.index + 1 : operation.steps.length };
    const stands = placeOf(project, operation.id);
    if (stands) return { kind: 'operation', workflowId: stands.workflowId, index: stands.index + 1 };
  }
  if (state.selectedZone) return state.selectedZone;
  const workflowId = target?.kind === 'workflow' ? target.id : state.workflowId;
  const workflow = project.workflows.find((one) => one.id === workflowId);
  return workflow ? { kind: 'operation', workflowId: workflow.id, index: workflow.operationIds.length } : null;
}

/** Whether what is on the clipboard belongs to a category of the Components tab. */
export function fitsCategory(content: ClipboardContent, category: Category): boolean {
  if (content.kind === 'operations') return category === 'operations';
  if (content.kind === 'components')
    return content.components.every(({ kind }) => SIMPLE_CATEGORIES[kind] === category);
  return category === 'endpoints';
}

const SIMPLE_CATEGORIES: Readonly<Record<SimpleKind, Category>> = {
  variable: 'variables',
  email: 'emails',
  schedule: 'schedules',
};

/** What is on the clipboard, in words. */
export function contentName({ content, activities }: Clipboard, descriptors: readonly Descriptor[]): string {
  switch (content.kind) {
    case 'activity-type':
      return (
        descriptors.flatMap((one) => one.activityTypes).find((one) => one.id === content.type)?.name ?? content.type
      );
    case 'operations':
      return named(content.operations, 'operations');
    case 'components':
      return named(
        content.components.map(({ thing }) => thing),
        'components',
      );
    case 'steps':
      return named(
        content.steps.flatMap((step) => activities[step.componentId] ?? []),
        'steps',
      );
    case 'activities':
      return named(
        content.activityIds.flatMap((id) => activities[id] ?? []),
        'activities',
      );
  }
}

function named(things: readonly { name: string }[], many: string): string {
  const [only] = things;
  return things.length === 1 && only ? only.name : `${things.length} ${many}`;
}

/** A connection that came along lacks its secrets: they never leave their project. */
function tellOfSecrets({ id, name, connector, settings }: Connection, state: Designer): void {
  const fields = allFields(state.descriptors.find((one) => one.id === connector)?.connection.sections ?? []);
  const missing = fields.filter(
    (field) => field.control === 'secret' && field.required && isVisible(field, settings, fields),
  );
  if (missing.length === 0) return;
  state.notify({
    tone: 'warning',
    title: `“${name}” came without its secrets`,
    text: `Secrets are never copied. Open the connection and enter: ${missing.map(({ label }) => label).join(', ')}.`,
    action: {
      label: 'Open',
      run: () => designer.getState().openScreen({ kind: 'connection', connector, connectionId: id }),
    },
  });
}
