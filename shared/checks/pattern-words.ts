import type { ActivityType } from '../connector.ts';
import { allFields } from './fields.ts';
import type { StepSymbol } from './patterns.ts';

/**
 * What would fit at a place of an operation, in words.
 * @param types the activity types that are named, e.g. those of the operation's connectors
 */
export function fittingWords(fitting: readonly StepSymbol[], types: readonly ActivityType[]): string {
  const named = (role: StepSymbol) => types.filter((type) => type.role === role).map(({ name }) => name);
  const such = (what: string, role: StepSymbol) => {
    const names = named(role);
    return names.length === 0 ? what : `${what} such as ${inWords(names)}`;
  };
  const wordsOf = (one: StepSymbol): string[] => {
    if (one === 'source') return [such('a source', one)];
    if (one === 'target') return [such('a target', one)];
    const names = named(one === 'each' ? 'list' : one);
    return one === 'each' ? names.map((name) => `${name} that passes each object`) : names;
  };
  const words = fitting.filter((one) => one !== 'each' || !fitting.includes('list')).flatMap(wordsOf);
  return words.length === 0 ? 'nothing more: the operation is complete before it' : inWords(words);
}

function inWords(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** How to have a list pass what it lists the other way; undefined when it has but one way. */
export function otherModeFix({ name, screen, each }: ActivityType, mode: 'list' | 'each'): string | undefined {
  const field = allFields(screen.sections).find((candidate) => candidate.name === each?.field);
  if (!each || !field || !('choices' in field)) return undefined;
  const choice = field.choices.find(({ value }) => (value === each.value) === (mode === 'each'));
  return `Open the ${name} before it and set "${field.label}" to "${choice?.label ?? ''}"; or move or remove the step.`;
}
