import { z } from 'zod';
import { checkbox, textField } from '../../../common/parse-settings.ts';

export const MoveSettings = z.object({
  sourceBucket: textField,
  sourceKey: textField,
  destinationBucket: textField,
  destinationKey: textField,
  deleteFromSource: checkbox(true),
});
export type MoveSettings = z.infer<typeof MoveSettings>;
