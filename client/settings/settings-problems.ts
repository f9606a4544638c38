import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { scheduleProblems } from '../schedule/schedule-draft.ts';
import type { SettingsTab } from '../state/view-slice.ts';
import { actionProblem } from './action-choices.ts';
import { optionsProblems } from './options-draft.ts';
import { newScheduleNameProblem, type SettingsDraft } from './settings-draft.ts';

/** The tabs on which something keeps the settings from being saved. */
export function wrongTabs(project: Project, operationId: Id, draft: SettingsDraft, now: Date): SettingsTab[] {
  const isWrong: Readonly<Record<SettingsTab, boolean>> = {
    schedules: isScheduleWrong(project, draft.schedule),
    actions: draft.actions.some((action) => actionProblem(project, operationId, action) !== null),
    options: Object.keys(optionsProblems(draft.options, now)).length > 0,
  };
  return TABS.filter((tab) => isWrong[tab]);
}

/** The tabs, in their order. */
export const TABS: readonly SettingsTab[] = ['schedules', 'actions', 'options'];

function isScheduleWrong(project: Project, choice: SettingsDraft['schedule']): boolean {
  if (choice.kind === 'none') return false;
  if (choice.kind === 'shared') return !Object.hasOwn(project.schedules, choice.id);
  return newScheduleNameProblem(project, choice) !== null || scheduleProblems(choice.form).size > 0;
}
