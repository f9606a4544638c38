import type { Field, Section } from '../connector.ts';
import type { Settings, SettingValue } from '../project/settings.ts';
import { parseTemplate, variablesOf, wholeReference } from '../variables/template.ts';

/** The value a field has: what the settings hold, else its default, else undefined. */
export function fieldValue(field: Field, settings: Settings): SettingValue | undefined {
  const value = settings[field.name];
  if (value !== undefined) return value;
  return 'default' in field ? field.default : undefined;
}

/** Whether a field is shown, given the values of the others. */
export function isVisible(field: Field, settings: Settings, fields: readonly Field[]): boolean {
  return (field.visibleWhen ?? []).every((condition) => {
    const other = fields.find((candidate) => candidate.name === condition.field);
    if (!other || !isVisible(other, settings, fields)) return false;
    const value = fieldValue(other, settings);
    return value !== undefined && condition.equals.includes(value);
  });
}

export function allFields(sections: readonly Section[]): Field[] {
  return sections.flatMap((section) => section.fields);
}

export interface FieldProblem {
  field: string;
  kind: 'missing' | 'wrong' | 'unknown-variable';
  message: string;
}

/** Whether a variable of that name exists. A reference with a default names one that may exist only while something runs. */
export type KnownVariable = (name: string, hasDefault: boolean) => boolean;

/** What is wrong with the values of a screen's visible fields, one message a field at most. */
export function fieldProblems(
  fields: readonly Field[],
  settings: Settings,
  knownVariable: KnownVariable,
): FieldProblem[] {
  return fields
    .filter((field) => isVisible(field, settings, fields))
    .flatMap((field) => {
      const problem = fieldProblem(field, settings, knownVariable);
      return problem ? [{ field: field.name, ...problem }] : [];
    });
}

function fieldProblem(
  field: Field,
  settings: Settings,
  knownVariable: KnownVariable,
): Omit<FieldProblem, 'field'> | null {
  const value = fieldValue(field, settings);
  if (value === undefined || value === '')
    return field.required ? { kind: 'missing', message: missingMessage(field) } : null;
  if (field.control === 'number') return numberProblem(field, value);
  if (Array.isArray(value)) return unknownProblem(field, rowTexts(value), knownVariable);
  if (typeof value !== 'string') return null;
  if (field.control === 'select' || field.control === 'radio')
    return field.choices.some((choice) => choice.value === value)
      ? null
      : { kind: 'wrong', message: `${field.label} has the unknown value "${value}".` };
  return unknownProblem(field, [value], knownVariable) ?? (field.control === 'text' ? textProblem(field, value) : null);
}

function unknownProblem(
  field: Field,
  texts: readonly string[],
  knownVariable: KnownVariable,
): Omit<FieldProblem, 'field'> | null {
  const unknown = texts
    .flatMap((text) => referencesIn(field, text))
    .find(({ name, fallback }) => !knownVariable(name, fallback !== undefined));
  if (unknown === undefined) return null;
  return {
    kind: 'unknown-variable',
    message: `${field.label} names the variable [${unknown.name}], which does not exist.`,
  };
}

function rowTexts(rows: readonly Record<string, string>[]): string[] {
  return rows.flatMap((row) => Object.values(row));
}

/** The references in a field's text; in a secret's only as a whole. */
function referencesIn(field: Field, value: string) {
  if (!field.variables || (field.control === 'secret' && !wholeReference(value))) return [];
  return parseTemplate(value).filter((part) => part.kind === 'reference');
}

/** The label of a browse field is itself a request, e.g. "Select a bucket". */
function missingMessage({ control, label }: Field): string {
  return control === 'browse' ? `${label}: nothing is selected.` : `${label} is required.`;
}

function numberProblem(
  field: Extract<Field, { control: 'number' }>,
  value: SettingValue,
): Omit<FieldProblem, 'field'> | null {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { kind: 'wrong', message: `${field.label} must be a number.` };
  if (value < field.min || value > field.max)
    return { kind: 'wrong', message: `${field.label} must be between ${field.min} and ${field.max}.` };
  return null;
}

function textProblem(field: Extract<Field, { control: 'text' }>, value: string): Omit<FieldProblem, 'field'> | null {
  if (field.maxLength !== undefined && value.length > field.maxLength)
    return {
      kind: 'wrong',
      message: `${field.label} has ${value.length} characters; at most ${field.maxLength} are allowed.`,
    };
  const hasVariables = field.variables && variablesOf(value).length > 0;
  if (field.pattern && !hasVariables && !new RegExp(field.pattern.source, 'u').test(value))
    return { kind: 'wrong', message: `${field.label}: ${field.pattern.message}` };
  return null;
}
