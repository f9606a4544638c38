import { z } from 'zod';
import { LIST_CEILING } from '../../screens/list-objects.ts';
import { checkbox, textField } from '../parse-settings.ts';

/** A date as the screen takes it, as the number JavaScript dates have; without a zone it is UTC. */
const dateField = textField.transform((text, context) => {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const zoned = /(Z|[+-]\d{2}:\d{2})$/i.test(trimmed) || !trimmed.includes('T');
  const time = Date.parse(zoned ? trimmed : `${trimmed}Z`);
  if (!Number.isNaN(time)) return time;
  context.addIssue({ code: 'custom', message: 'not a date such as 2026-01-31 or 2026-01-31T18:00:00Z' });
  return z.NEVER;
});

export const ListSettings = z.object({
  bucket: textField,
  prefix: textField,
  excludePrefixMatch: checkbox(false),
  maximumObjects: z.number().int().min(1).max(LIST_CEILING).default(LIST_CEILING),
  foldersOnly: checkbox(false),
  delimiter: z
    .string()
    .default('/')
    .transform((text) => (text === '' ? '/' : text)),
  modifiedAfter: dateField,
  modifiedBefore: dateField,
  keyPattern: textField,
  smallest: z.number().min(0).optional(),
  largest: z.number().min(0).optional(),
});
export type ListSettings = z.infer<typeof ListSettings>;
