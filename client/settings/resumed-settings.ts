import type { Editing } from '../descriptor-form/editing.ts';
import type { NewAction } from './action-choices.ts';
import type { SettingsDraft } from './settings-draft.ts';

/** What stood on an operation's settings when another screen was opened from there. */
export interface ResumedSettings {
  readonly editing: Editing<SettingsDraft>;
  readonly pending: NewAction | null;
}
