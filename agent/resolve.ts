import { allFields, fieldValue, isVisible } from '../shared/checks/fields.ts';
import type { Field, ResolvedSettings, Section } from '../shared/connector.ts';
import { ConnectorError } from '../shared/runs/connector-error.ts';
import type { LookUp } from '../shared/variables/look-up.ts';
import { variablesNamedIn } from '../shared/variables/named.ts';
import { expand, wholeReference } from '../shared/variables/template.ts';

type ClearValue = ResolvedSettings[string];

const resolvedOnce = new WeakMap<ResolvedSettings, unknown>();

/**
 * What becomes of settings, made once where they name no variable: then it is the same object each time, by which an executor
 * may know it again. For one kind of result for each settings. @throws what `resolve` throws
 */
export function resolveOnce<T extends object>(settings: ResolvedSettings, resolve: () => T): T {
  if (variablesNamedIn(settings).length > 0) return resolve();
  const known = resolvedOnce.get(settings);
  if (known !== undefined) return known as T;
  const resolved = resolve();
  resolvedOnce.set(settings, resolved);
  return resolved;
}

/**
 * A screen's settings as an executor takes them: every default filled in, every variable replaced by its value.
 * @param of whose settings they are, for the error: e.g. `The activity "Get"`.
 * @throws {ConnectorError} `variable-unknown`, naming the variable and the field.
 */
export function resolveSettings(
  sections: readonly Section[],
  settings: ResolvedSettings,
  lookUp: LookUp,
  of: string,
): ResolvedSettings {
  const resolved: Record<string, ClearValue> = { ...settings };
  const fields = allFields(sections);
  for (const field of fields) {
    const value = clearValue(field, settings);
    if (value === undefined) continue;
    // Two fields may have one name and be shown in turn: what counts is the one that is shown.
    if (!isVisible(field, settings, fields)) resolved[field.name] ??= value;
    else resolved[field.name] = field.variables ? expanded(field, value, lookUp, of) : value;
  }
  return resolved;
}

function clearValue(field: Field, settings: ResolvedSettings): ClearValue | undefined {
  const value = fieldValue(field, settings);
  // An agent is given no references; the type of settings in documents has them.
  return typeof value === 'object' && !Array.isArray(value) ? undefined : value;
}

function expanded(field: Field, value: ClearValue, lookUp: LookUp, of: string): ClearValue {
  if (Array.isArray(value))
    return value.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, text]) => [name, expandText(field, text, lookUp, of)])),
    );
  return typeof value === 'string' ? expandText(field, value, lookUp, of) : value;
}

function expandText(field: Field, text: string, lookUp: LookUp, of: string): string {
  if (field.control === 'secret' && !wholeReference(text)) return text;
  const result = expand(text, lookUp);
  if (result.ok) return result.text;
  throw new ConnectorError({
    code: 'variable-unknown',
    message: `${of}: ${field.label} names the variable [${result.missing}], which has no value.`,
    todo: `Give the variable a value in the project, or give a default: [${result.missing}]{default}.`,
  });
}
