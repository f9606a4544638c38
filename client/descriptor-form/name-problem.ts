import { nameKey, nameProblem } from '../../shared/project/name.ts';

/**
 * What is wrong with a name on a screen, as a sentence; null when nothing is.
 * @param others the names that are taken.
 * @param what says of which things the name has to be the only one, e.g. `Amazon S3 connection`.
 */
export function uniqueNameProblem(name: string, others: readonly string[], what: string): string | null {
  const own = nameProblem(name);
  if (own !== null) return own;
  const key = nameKey(name);
  const taken = others.find((other) => nameKey(other) === key);
  return taken === undefined ? null : `Another ${what} is named “${taken}”. Choose another name.`;
}
