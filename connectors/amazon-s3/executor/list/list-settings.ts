import { z } from 'zod';
import { LIST_CEILING } from '../../../common/fields.ts';
import { checkbox, dateField, textField } from '../../../common/parse-settings.ts';

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
