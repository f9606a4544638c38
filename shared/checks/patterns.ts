import type { ActivityRole, ActivityType, SchemaNode } from '../connector.ts';
import type { Settings } from '../project/settings.ts';
import { allFields, fieldValue, isVisible } from './fields.ts';
import { type Expression, either, match, optional, sequence, symbol } from './grammar.ts';

/** What a step is, for the patterns: an activity's role; `each` is a list that passes what it lists one by one. */
export type StepSymbol = ActivityRole | 'each';

const source = symbol<StepSymbol>('source');
const target = symbol<StepSymbol>('target');
const single = symbol<StepSymbol>('single');
const list = symbol<StepSymbol>('list');
const each = symbol<StepSymbol>('each');

/** The valid patterns of an operation, by name. */
export const PATTERNS = {
  Transfer: sequence(source, target),
  List: sequence(list, optional(target)),
  'For each': sequence(each, either(sequence(source, target), single)),
  'Single target': single,
} as const satisfies Record<string, Expression<StepSymbol>>;
export type PatternName = keyof typeof PATTERNS;

const ALL = either(...Object.values(PATTERNS));

const WORDS: Record<StepSymbol, readonly string[]> = {
  source: ['a source such as Get Object'],
  target: ['a target such as Put Object'],
  single: ['Delete Object', 'Move Object'],
  list: ['List Objects'],
  each: ['List Objects that passes each object'],
};

/** What to do about a step that does not fit, where something better than moving it is known. */
const EACH_FIX =
  'Open the List Objects before it and set "Pass to the next step" to "Each object, one at a time"; or move or remove the step.';
const DOCUMENT_FIX =
  'Open the List Objects before it and set "Pass to the next step" to "The list, as one document"; or move or remove the step.';

export type PatternCheck =
  | { ok: true }
  | { ok: false; index: number; fitting: StepSymbol[]; fits: string; fix: string | undefined };

/** Whether a row of steps conforms to a pattern; if not, the step that breaks it and what would fit there, in words. */
export function checkPattern(row: readonly StepSymbol[]): PatternCheck {
  const result = match(ALL, row);
  if (result.ok) return result;
  return { ...result, fits: inWords(result.fitting), fix: otherMode(row, result.index) };
}

function inWords(fitting: readonly StepSymbol[]): string {
  const words = fitting.filter((one) => one !== 'each' || !fitting.includes('list')).flatMap((one) => WORDS[one]);
  if (words.length === 0) return 'nothing more: the operation is complete before it';
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Whether the step would fit if the list before it passed its objects the other way. */
function otherMode(row: readonly StepSymbol[], index: number): string | undefined {
  const [first] = row;
  if (index === 0 || (first !== 'list' && first !== 'each')) return undefined;
  const other = first === 'list' ? 'each' : 'list';
  const check = match(ALL, [other, ...row.slice(1)]);
  if (!check.ok && check.index <= index) return undefined;
  return first === 'list' ? EACH_FIX : DOCUMENT_FIX;
}

/** Whether an activity is set to pass what it lists one by one. */
export function passesEach(type: ActivityType, settings: Settings): boolean {
  const { each: mode } = type;
  if (!mode) return false;
  const fields = allFields(type.screen.sections);
  const field = fields.find(({ name }) => name === mode.field);
  return field !== undefined && isVisible(field, settings, fields) && fieldValue(field, settings) === mode.value;
}

/** What an activity is in the row of an operation. */
export function symbolOf(type: ActivityType, settings: Settings): StepSymbol {
  return passesEach(type, settings) ? 'each' : type.role;
}

/** The members of what an activity passes to the step after it. */
export function givenBy(type: ActivityType, settings: Settings): readonly SchemaNode[] {
  return passesEach(type, settings) ? (type.each?.gives ?? []) : type.response;
}
