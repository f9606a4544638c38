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

export type PatternCheck =
  | { ok: true }
  | {
      ok: false;
      /** The step that breaks it; the number of steps when something is missing at the end. */
      index: number;
      fitting: StepSymbol[];
      /** How the list before it would have to pass what it lists, for the step to fit. */
      otherMode: 'list' | 'each' | undefined;
    };

/** Whether a row of steps conforms to a pattern; if not, the step that breaks it and what would fit there. */
export function checkPattern(row: readonly StepSymbol[]): PatternCheck {
  const result = match(ALL, row);
  return result.ok ? result : { ...result, otherMode: otherMode(row, result.index) };
}

/** Whether the step would fit if the list before it passed its objects the other way. */
function otherMode(row: readonly StepSymbol[], index: number): 'list' | 'each' | undefined {
  const [first] = row;
  if (index === 0 || (first !== 'list' && first !== 'each')) return undefined;
  const other = first === 'list' ? 'each' : 'list';
  const check = match(ALL, [other, ...row.slice(1)]);
  return !check.ok && check.index <= index ? undefined : other;
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
