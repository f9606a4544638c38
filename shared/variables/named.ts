import type { Settings } from '../project/settings.ts';
import { parseTemplate } from './template.ts';

/** A reference as a field holds it. */
export interface NamedVariable {
  name: string;
  /** The default that the field gives; absent: none. */
  fallback?: string;
}

interface Named {
  references: readonly NamedVariable[];
  names: readonly string[];
}

const known = new WeakMap<Settings, Named>();

/** The names of the variables that the texts of a screen refer to, each once. Worked out once for one object. */
export function variablesNamedIn(settings: Settings): readonly string[] {
  return namedIn(settings).names;
}

/** The references that stand in the texts of a screen, in their order. Worked out once for one object. */
export function referencesIn(settings: Settings): readonly NamedVariable[] {
  return namedIn(settings).references;
}

function namedIn(settings: Settings): Named {
  const before = known.get(settings);
  if (before) return before;
  const references = Object.values(settings)
    .flatMap(textsOf)
    .flatMap((text) => parseTemplate(text).filter((part) => part.kind === 'reference'))
    .map(({ kind: _, ...reference }) => reference);
  const named = { references, names: [...new Set(references.map(({ name }) => name))] };
  known.set(settings, named);
  return named;
}

function textsOf(value: Settings[string]): string[] {
  // Most texts name nothing: what has no bracket is not parsed.
  if (typeof value === 'string') return value.includes('[') ? [value] : [];
  return Array.isArray(value) ? value.flatMap((row) => Object.values(row)) : [];
}
