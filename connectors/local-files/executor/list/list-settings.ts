import { z } from 'zod';
import { LIST_CEILING } from '../../../common/fields.ts';
import { compileGlob } from '../../../common/glob.ts';
import { checkbox, dateField, textField } from '../../../common/parse-settings.ts';

export const ListSettings = z.object({
  subFolder: textField,
  subFolders: checkbox(true),
  maximumFiles: z.number().int().min(1).max(LIST_CEILING).default(LIST_CEILING),
  pattern: textField,
  modifiedAfter: dateField,
  modifiedBefore: dateField,
  smallest: z.number().min(0).optional(),
  largest: z.number().min(0).optional(),
});
export type ListSettings = z.infer<typeof ListSettings>;

/** A file that was found. The modification time is in milliseconds. */
export interface FoundFile {
  readonly key: string;
  readonly size: number;
  readonly modified: number;
}

/** The filters of the screen: by the path alone, before a file is looked at, and by what it is. */
export function filtersOf({ pattern, modifiedAfter, modifiedBefore, smallest, largest }: ListSettings) {
  const glob = pattern === '' ? undefined : compileGlob(pattern);
  return {
    path: (path: string) => glob?.(path) ?? true,
    file: ({ size, modified }: FoundFile) =>
      (smallest === undefined || size >= smallest) &&
      (largest === undefined || size <= largest) &&
      (modifiedAfter === undefined || modified > modifiedAfter) &&
      (modifiedBefore === undefined || modified < modifiedBefore),
  };
}
