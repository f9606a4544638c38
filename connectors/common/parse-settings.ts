import { z } from 'zod';
import type { ExecutableActivity } from '../../shared/connector.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';

/** Building blocks of activity settings: what is absent has its default. */
const text = z.string().refine((value) => value.isWellFormed(), 'not valid Unicode');
export const textField = text.default('');
/** A date and a time that a variable may hold, though the screen takes none such: JavaScript reads it as the time of the machine. */
const WITHOUT_T = /^(\d{4}-\d{2}-\d{2})[ t](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
/** A date as the screen takes it, as the number JavaScript dates have; without a zone it is UTC. */
export const dateField = textField.transform((text, context) => {
  const trimmed = text.trim().replace(WITHOUT_T, '$1T$2');
  if (trimmed === '') return undefined;
  const zoned = /(Z|[+-]\d{2}:\d{2})$/i.test(trimmed) || !trimmed.includes('T');
  const time = Date.parse(zoned ? trimmed : `${trimmed}Z`);
  if (!Number.isNaN(time)) return time;
  context.addIssue({ code: 'custom', message: 'not a date such as 2026-01-31 or 2026-01-31T18:00:00Z' });
  return z.NEVER;
});
export const rowsField = z
  .array(z.object({ name: text.default(''), value: text.default('') }))
  .default([])
  .transform((rows) => rows.filter((row) => row.name.trim() !== ''));
export const checkbox = (ticked: boolean) => z.boolean().default(ticked);
/** A select whose empty choice means that nothing is asked for. */
export const optionalChoice = z
  .string()
  .default('')
  .transform((value) => (value === '' ? undefined : value));

/** What settings were found to be, by schema: a step that runs for each of many objects has the same each time. */
const known = new WeakMap<z.ZodType, WeakMap<ExecutableActivity['settings'], unknown>>();

/** Checks an activity's settings, once for one object. @throws {ConnectorError} `activity-invalid`, naming the field */
export function parseSettings<T extends z.ZodType>(schema: T, activity: ExecutableActivity): Readonly<z.output<T>> {
  const ofSchema = known.get(schema) ?? new WeakMap<ExecutableActivity['settings'], unknown>();
  known.set(schema, ofSchema);
  const before = ofSchema.get(activity.settings);
  if (before !== undefined) return before as z.output<T>;
  const parsed = schema.safeParse(activity.settings);
  if (parsed.success) {
    ofSchema.set(activity.settings, parsed.data);
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  throw new ConnectorError({
    code: 'activity-invalid',
    message: `"${activity.name}" cannot be executed: its setting "${issue?.path.join('.') ?? ''}" has a wrong value (${issue?.message ?? 'unknown'}).`,
    todo: 'Open the activity and mend the field.',
  });
}
