import { z } from 'zod';
import { checkbox, optionalChoice, rowsField, textField } from '../../../common/parse-settings.ts';

export const PutSettings = z.object({
  bucket: textField,
  key: textField,
  contentType: textField,
  storageClass: optionalChoice,
  serverSideEncryption: optionalChoice,
  kmsKeyId: textField,
  metadata: rowsField,
  tags: rowsField,
  cacheControl: textField,
  contentDisposition: textField,
  contentEncoding: textField,
  cannedAcl: optionalChoice,
  ifExists: z.enum(['overwrite', 'skip', 'fail']).default('overwrite'),
  keepSourceMetadata: checkbox(true),
  listFormat: z.enum(['json', 'csv', 'xml']).default('json'),
});
export type PutSettings = z.infer<typeof PutSettings>;
