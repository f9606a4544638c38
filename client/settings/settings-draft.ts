import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import { ACTION_SLOTS, type OperationAction, slotKey, slotOf } from '../../shared/project/action.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { freeName } from '../../shared/project/name.ts';
import { actionIn, actionsOf, type Operation, optionsOf } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import { uniqueNameProblem } from '../descriptor-form/name-problem.ts';
import { same } from '../descriptor-form/same.ts';
import { freshSchedule, recurrenceOf, type ScheduleDraft } from '../schedule/schedule-draft.ts';
import { type OptionsDraft, optionsDraft, optionsToStore } from './options-draft.ts';

/** An operation's settings while their screen is open. */
export interface SettingsDraft {
  readonly options: OptionsDraft;
  readonly actions: readonly OperationAction[];
  readonly schedule: ScheduleChoice;
}

/** The schedule that is chosen: none, one that the project has, or one that is made with the settings. */
export type ScheduleChoice = { kind: 'none' } | { kind: 'shared'; id: Id } | NewSchedule;
export interface NewSchedule {
  readonly kind: 'new';
  readonly id: Id;
  readonly name: string;
  readonly form: ScheduleDraft;
}

export function settingsDraft(operation: Operation, now: Date): SettingsDraft {
  const { scheduleId } = operation;
  return {
    options: optionsDraft(optionsOf(operation), now),
    actions: actionsOf(operation),
    schedule: scheduleId === undefined ? { kind: 'none' } : { kind: 'shared', id: scheduleId },
  };
}

/** A schedule to be made, with a name that is free. */
export function newSchedule(project: Project, now: Date, timeZone: string): NewSchedule {
  const taken = Object.values(project.schedules).map(({ name }) => name);
  return { kind: 'new', id: newId('sch'), name: freeName(FRESH_NAME, taken), form: freshSchedule(now, timeZone) };
}

const FRESH_NAME = 'New Schedule';

/**
 * The one edit that makes an operation's settings what a draft says; null when they are that already. The draft has no
 * problems.
 */
export function settingsEdit(
  operation: Operation,
  draft: SettingsDraft,
  now: Date,
): { label: string; edit: Edit } | null {
  const edits = [
    ...optionEdits(operation, draft, now),
    ...actionEdits(operation, draft.actions),
    ...scheduleEdits(operation, draft.schedule),
  ];
  return edits.length === 0 ? null : { label: `Change settings of ${operation.name}`, edit: batch(edits) };
}

function optionEdits(operation: Operation, draft: SettingsDraft, now: Date): SimpleEdit[] {
  const before = optionsOf(operation);
  if (same(draft.options, optionsDraft(before, now))) return [];
  const options = optionsToStore(draft.options, before, now);
  return [{ type: 'operation.set-options', operationId: operation.id, options }];
}

function actionEdits(operation: Operation, actions: readonly OperationAction[]): SimpleEdit[] {
  const operationId = operation.id;
  return ACTION_SLOTS.flatMap((slot): SimpleEdit[] => {
    const before = actionIn(operation, slot);
    const action = actions.find((one) => slotKey(slotOf(one)) === slotKey(slot));
    if (!action) return before ? [{ type: 'action.remove', operationId, slot }] : [];
    if (!before) return [{ type: 'action.add', operationId, action }];
    return same(before, action) ? [] : [{ type: 'action.change', operationId, action }];
  });
}

function scheduleEdits(operation: Operation, choice: ScheduleChoice): SimpleEdit[] {
  const operationId = operation.id;
  const set = (scheduleId: Id | null): SimpleEdit => ({ type: 'operation.set-schedule', operationId, scheduleId });
  if (choice.kind === 'new') {
    const schedule = scheduleOf(choice);
    return schedule ? [{ type: 'schedule.create', schedule }, set(schedule.id)] : [];
  }
  const wanted = choice.kind === 'none' ? null : choice.id;
  return wanted === (operation.scheduleId ?? null) ? [] : [set(wanted)];
}

function scheduleOf({ id, name, form }: NewSchedule): Schedule | null {
  const recurrence = recurrenceOf(form);
  return recurrence && { id, name, ...recurrence };
}

/** What is wrong with the name of a schedule that is being made, as a sentence; null when nothing is. */
export function newScheduleNameProblem(project: Project, { id, name }: NewSchedule): string | null {
  const others = Object.values(project.schedules).filter((other) => other.id !== id);
  return uniqueNameProblem(
    name,
    others.map((other) => other.name),
    'schedule',
  );
}
