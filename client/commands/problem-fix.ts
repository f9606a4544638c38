import type { ItemReference, Problem } from '../../shared/checks/problem.ts';
import { findStep } from '../../shared/edits/lists.ts';
import { type Project, placeOf } from '../../shared/project/project.ts';
import { designer } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { whyNotAllowed } from '../state/permission.ts';
import type { Place } from '../state/selected.ts';
import type { SettingsTab } from '../state/view-slice.ts';
import { commandOf } from './commands.ts';
import { runCommand } from './menu-entries.ts';

/** What a problem's message offers to do about it. */
export interface ProblemFix {
  label: string;
  run(): void;
}

/** The way to mend a problem that is one click away, or null: then its words say what to do, or one may not. */
export function fixOf(problem: Problem, project: Project): ProblemFix | null {
  return whyNotAllowed(designer.getState(), 'write') === null ? fixFor(problem, project) : null;
}

function fixFor(problem: Problem, project: Project): ProblemFix | null {
  const { item } = problem;
  switch (problem.code) {
    case 'activity-not-configured':
    case 'activity-field':
    case 'connection-invalid':
    case 'key-not-supplied':
    case 'unknown-variable':
    case 'variable-value-missing':
      return opening(item, project);
    case 'private-agent-only':
    case 'activity-connection-invalid': {
      if (item.kind === 'connection') return opening(item, project);
      const connectionId = item.kind === 'activity' ? project.activities[item.id]?.connectionId : undefined;
      return connectionId === undefined ? null : opening({ kind: 'connection', id: connectionId }, project);
    }
    case 'name-not-unique':
      return item.kind === 'step' ? null : { label: 'Rename', run: () => renameAt(item, project) };
    case 'activity-connection-missing':
      return item.kind === 'activity' ? commandFix('delete', { ...item, place: 'components' }) : null;
    case 'operation-empty':
      return commandFix('delete', { kind: 'operation', id: item.id, place: 'canvas' });
    case 'action-target-missing':
    case 'action-circle':
      return { label: 'Open settings', run: () => openSettings(item, 'actions') };
    case 'schedule-missing':
      return { label: 'Open settings', run: () => openSettings(item, 'schedules') };
    case 'debug-too-long':
      return { label: 'Open settings', run: () => openSettings(item, 'options') };
    case 'operation-pattern':
    case 'component-missing':
      return item.kind === 'step' ? commandFix('remove', { kind: 'step', id: item.id, place: 'canvas' }) : null;
    default:
      return null;
  }
}

/** Opens the configuration screen of an activity (for a step, of its activity) or of a connection. */
function opening(item: ItemReference, project: Project): ProblemFix | null {
  if (item.kind === 'workflow' || item.kind === 'operation') return null;
  const target: MenuTarget =
    item.kind === 'step'
      ? { kind: 'activity', id: findStep(project, item.id)?.step.componentId ?? '', place: 'components' }
      : { kind: item.kind, id: item.id, place: 'components' };
  return { label: 'Open', run: () => runCommand(commandOf('view-edit'), target) };
}

function openSettings({ id }: ItemReference, tab: SettingsTab): void {
  designer.getState().openScreen({ kind: 'settings', operationId: id, tab });
}

function commandFix(id: string, target: MenuTarget): ProblemFix {
  const command = commandOf(id);
  return { label: command.title, run: () => runCommand(command, target) };
}

/** Goes to an item and puts its name in edit mode, where it is shown. */
function renameAt(item: Exclude<ItemReference, { kind: 'step' }>, project: Project): void {
  const state = designer.getState();
  goTo(item);
  const place = renamePlace(item, project);
  if (place !== 'canvas') state.setPaneTab(place);
  state.startRename(item, place);
}

function renamePlace(item: ItemReference, project: Project): Extract<Place, 'canvas' | 'workflows' | 'components'> {
  if (item.kind === 'workflow') return 'workflows';
  return item.kind === 'operation' && placeOf(project, item.id) ? 'canvas' : 'components';
}
