import { type FieldProblem, fieldProblems, fieldValue, type KnownVariable } from '../../shared/checks/fields.ts';
import type { Field } from '../../shared/connector.ts';
import { isSecretReference, type Settings, type SettingValue } from '../../shared/project/settings.ts';
import { same } from './same.ts';

/** What a configuration screen holds while it is open. Typed secrets stay apart from the settings until they are stored. */
export interface Draft {
  readonly name: string;
  readonly settings: Settings;
  /** Field name to the secret typed in this session; never kept anywhere but in this screen's memory. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The draft of something that is stored, or of something new. */
export function draftOf(stored: { name: string; settings: Settings }): Draft {
  return { name: stored.name, settings: stored.settings, secrets: {} };
}

export function withName<D extends Draft>(draft: D, name: string): D {
  return { ...draft, name };
}

/** The draft with a field's value; `undefined` and a value that is the field's default leave the field out of the settings. */
export function withValue<D extends Draft>(draft: D, field: Field, value: SettingValue | undefined): D {
  const { [field.name]: _replaced, ...others } = draft.settings;
  const isDefault = same(value, fieldValue(field, {}) ?? '');
  return { ...draft, settings: value === undefined || isDefault ? others : { ...others, [field.name]: value } };
}

/** The draft with a secret as it is being typed; an empty text means that none is typed and the stored one stays. */
export function withSecret<D extends Draft>(draft: D, field: Field, text: string): D {
  const { [field.name]: _replaced, ...others } = draft.secrets;
  return { ...draft, secrets: text === '' ? others : { ...others, [field.name]: text } };
}

/** Whether a secret of this field is stored already. */
export function hasStoredSecret(draft: Draft, field: Field): boolean {
  return isSecretReference(draft.settings[field.name]);
}

/** What is wrong with the visible fields, by field name, with a typed secret counting as the field's value. */
export function draftProblems(
  fields: readonly Field[],
  draft: Draft,
  knownVariable: KnownVariable,
): ReadonlyMap<string, FieldProblem> {
  const settings: Settings = { ...draft.settings, ...draft.secrets };
  return new Map(fieldProblems(fields, settings, knownVariable).map((problem) => [problem.field, problem]));
}

/** The settings as they are stored: rows in which nothing was typed are left out. */
export function settled(settings: Settings): Settings {
  const entries = Object.entries(settings).map(([field, value]): [string, SettingValue] => {
    if (!Array.isArray(value)) return [field, value];
    return [field, value.filter((row) => Object.values(row).some((text) => text !== ''))];
  });
  return Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

/** Whether two drafts would be stored alike. */
export function sameDraft(a: Draft, b: Draft): boolean {
  return same(a, b);
}
