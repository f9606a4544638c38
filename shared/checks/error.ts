import type { ItemReference, Problem } from './problem.ts';

/** A problem that keeps what depends on the item from being deployed. */
export function error(code: Problem['code'], item: ItemReference, message: string, fix: string): Problem {
  return { code, severity: 'error', item, message, fix };
}
