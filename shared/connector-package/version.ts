import { z } from 'zod';

/** The id of a connector: also the name of a folder. */
export const ConnectorId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'It must be lower-case letters and digits, with hyphens between.' });

/** A connector's version: three numbers. */
export const ConnectorVersion = z
  .string()
  .max(32)
  .regex(/^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$/, { error: 'It must be three numbers, like 1.2.0.' });

/** Below 0 when the first version is older than the second, above 0 when it is newer; 0 for the same. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [numbersOf(a), numbersOf(b)];
  for (const [index, number] of first.entries()) {
    const difference = number - (second[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest of versions; undefined of none. */
export function newestOf(versions: readonly string[]): string | undefined {
  return versions.reduce<string | undefined>(
    (newest, version) => (newest === undefined || compareVersions(version, newest) > 0 ? version : newest),
    undefined,
  );
}

/** What is no number counts as 0. */
function numbersOf(version: string): number[] {
  return [0, 1, 2].map((index) => Number.parseInt(version.split('.')[index] ?? '', 10) || 0);
}
