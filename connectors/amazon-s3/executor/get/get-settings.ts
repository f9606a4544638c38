import { z } from 'zod';
import { checkbox, textField } from '../../../common/parse-settings.ts';

export const GetSettings = z.object({
  bucket: textField,
  key: textField,
  includeTags: checkbox(false),
  versionId: textField,
  /** Without `bytes=`, or empty. */
  range: textField
    .transform((text) => text.trim().replace(/^bytes=/, ''))
    .refine((text) => text === '' || /^(\d+-\d*|-\d+)$/.test(text), 'not a byte range such as 0-1023, 1024- or -100'),
  ifMissing: z.enum(['fail', 'no-data']).default('fail'),
});
export type GetSettings = z.infer<typeof GetSettings>;
