import type { Settings } from '../project/settings.ts';
import { variablesOf } from './template.ts';

const known = new WeakMap<Settings, readonly string[]>();

/** The names of the variables that the texts of a screen refer to, each once. Worked out once for one object. */
export function variablesNamedIn(settings: Settings): readonly string[] {
  const before = known.get(settings);
  if (before) return before;
  const names = [...new Set(Object.values(settings).flatMap(textsOf).flatMap(variablesOf))];
  known.set(settings, names);
  return names;
}

function textsOf(value: Settings[string]): string[] {
  // Most texts name nothing: what has no bracket is not parsed.
  if (typeof value === 'string') return value.includes('[') ? [value] : [];
  return Array.isArray(value) ? value.flatMap((row) => Object.values(row)) : [];
}
