import type { ActivityRole } from '../connector.ts';
import { type Expression, either, match, optional, sequence, symbol } from './grammar.ts';

/** What a step is, for the patterns. */
export type StepSymbol = ActivityRole;

const source = symbol<StepSymbol>('source');
const target = symbol<StepSymbol>('target');
const list = symbol<StepSymbol>('list');

/** The valid patterns of an operation, by name. */
export const PATTERNS = {
  Transfer: sequence(source, target),
  List: sequence(list, optional(target)),
} as const satisfies Record<string, Expression<StepSymbol>>;
export type PatternName = keyof typeof PATTERNS;

const ALL = either(...Object.values(PATTERNS));

const WORDS: Record<StepSymbol, string> = {
  source: 'a source such as Get Object',
  target: 'a target such as Put Object',
  list: 'List Objects',
};

export type PatternCheck = { ok: true } | { ok: false; index: number; fitting: StepSymbol[]; fits: string };

/** Whether a row of steps conforms to a pattern; if not, the step that breaks it and what would fit there, in words. */
export function checkPattern(row: readonly StepSymbol[]): PatternCheck {
  const result = match(ALL, row);
  if (result.ok) return result;
  const fits =
    result.fitting.length === 0
      ? 'nothing more: the operation is complete before it'
      : result.fitting.map((one) => WORDS[one]).join(' or ');
  return { ...result, fits };
}
