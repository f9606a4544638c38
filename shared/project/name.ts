import { z } from 'zod';

/** The longest name a component may have, in characters. */
export const MAX_NAME_LENGTH = 128;

/**
 * What is wrong with a component's name, as a sentence for the person who typed it, or null when it is fine.
 * Rules: 1 to 128 characters, no `/`, no `:`, no space at either end. Uniqueness is a matter of the project: see `checks/`.
 */
export function nameProblem(name: string): string | null {
  if (name.includes('/')) return 'The name must not contain a forward slash (/).';
  if (name.includes(':')) return 'The name must not contain a colon (:).';
  return projectNameProblem(name);
}

/** The same for a project's name, which may contain `/` and `:`: it stands in no path. */
export function projectNameProblem(name: string): string | null {
  if (name.length === 0) return 'Enter a name.';
  if (name.length > MAX_NAME_LENGTH)
    return `The name has ${name.length} characters; at most ${MAX_NAME_LENGTH} are allowed.`;
  if (name.trim() !== name) return 'The name must not start or end with a space.';
  return null;
}

/** A component's name; see {@link nameProblem} for the rules. */
export const Name = z.string().superRefine((name, context) => {
  const problem = nameProblem(name);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
export type Name = z.infer<typeof Name>;

/** A project's name; see {@link projectNameProblem} for the rules. */
export const ProjectName = z.string().superRefine((name, context) => {
  const problem = projectNameProblem(name);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
export type ProjectName = z.infer<typeof ProjectName>;

/** The form in which names are compared: two names that differ only in case are the same name. */
export function nameKey(name: string): string {
  // The same for plain ASCII, at a tenth of the time: every edit compares every name.
  return PLAIN.test(name) ? name.toLowerCase() : name.normalize('NFC').toLocaleLowerCase('en-US');
}

const PLAIN = /^[ -~]*$/;

/** `base`, or the first of `base (1)`, `base (2)`, … that is not taken. */
export function freeName(base: string, taken: Iterable<string>): string {
  const keys = new Set(Array.from(taken, nameKey));
  if (!keys.has(nameKey(base))) return base;
  for (let number = 1; ; number += 1) {
    const candidate = `${base} (${number})`;
    if (!keys.has(nameKey(candidate))) return candidate;
  }
}

/** `X - Copy`, or the first of `X - Copy (1)`, … that is not taken; a very long name is cut to make room. */
export function copyName(name: string, taken: Iterable<string>): string {
  const room = MAX_NAME_LENGTH - ' - Copy (9999)'.length;
  // The first half of a character that the cut goes through is no character.
  const kept = name.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  return freeName(`${kept.trim()} - Copy`, taken);
}
