import type { TreeField } from '../../shared/connector.ts';
import { type Settings, textSetting } from '../../shared/project/settings.ts';

/** Whether a folder-like view is offered, given the values of the other fields. */
export function allFieldsHold({ when }: TreeField, settings: Settings): boolean {
  if (!when) return true;
  const value = settings[when.field];
  // A field that was not touched holds its default, which such a condition is written for.
  return value === undefined || when.equals.includes(value);
}

/** Where to look: the value of the field that says so, if there is one; null while it holds none, or names a variable. */
export function treeOf({ within }: TreeField, settings: Settings): Readonly<Record<string, string>> | null {
  if (within === undefined) return {};
  const value = textSetting(settings, within);
  return value === '' || value.includes('[') ? null : { [within]: value };
}

/** The folders above and of a path, outermost first: `in/2026/` → `in/`, `in/2026/`. */
export function pathOf(folder: string): { name: string; path: string }[] {
  const names = folder.split('/').slice(0, -1);
  return names.map((name, index) => ({ name, path: `${names.slice(0, index + 1).join('/')}/` }));
}

/** What a path is called within its folder. */
export function nameIn(folder: string, path: string): string {
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}
