import type { AgentVariable } from '../api/agent-gateway.ts';

/** What stands in a message in the place of a hidden value. */
export const REDACTED = '••••••';

/** Shorter values are left: to blot out every "a" would make a message unreadable, and tell the value all the same. */
export const SHORTEST_REDACTED = 3;

/**
 * Blots out the values of hidden variables in texts, such as an error in which a storage quotes what it was sent; also where
 * they stand encoded for a URL or within JSON.
 */
export function redactor(variables: readonly AgentVariable[]): (text: string) => string {
  const forms = new Set(
    variables.flatMap(({ hidden, value = '' }) => (hidden && value.length >= SHORTEST_REDACTED ? formsOf(value) : [])),
  );
  // The longest first: one may stand within another.
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  if (sorted.length === 0) return (text) => text;
  return (text) => sorted.reduce((next, form) => next.replaceAll(form, REDACTED), text);
}

/** How a value may stand in a text. */
export function formsOf(value: string): string[] {
  const wellFormed = value.toWellFormed();
  return [value, encodeURIComponent(wellFormed), encodeURI(wellFormed), JSON.stringify(value).slice(1, -1)];
}
