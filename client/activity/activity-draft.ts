import type { Edit } from '../../shared/edits/edit.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Draft, settled } from '../descriptor-form/draft.ts';

/** What an activity's screen holds while it is open. */
export interface ActivityDraft extends Draft {
  readonly connectionId: Id;
}

export function activityDraft({ name, settings, connectionId }: Activity): ActivityDraft {
  return { name, settings, connectionId, secrets: {} };
}

/** The edit that saves the screen. `finished` marks the activity as gone through to its end; without it, that mark stays as it is. */
export function activityEdit(
  activity: Activity,
  draft: ActivityDraft,
  finished: boolean,
): { label: string; edit: Edit } {
  const { name, connectionId } = draft;
  const settings = settled(draft.settings);
  const configured = finished || activity.configured;
  return {
    label: `Change activity ${name}`,
    edit: { type: 'activity.change', activity: { ...activity, name, settings, connectionId, configured } },
  };
}
