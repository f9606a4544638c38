import { z } from 'zod';
import type { StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import { bareETag, type Where } from '../where.ts';
import { type CopySource, lookAt } from './source.ts';

/** What stands in the run's book in place of what a multipart upload was asked to make. */
const ASKED = 'the source is about to be removed';

/** What was moved, as it was when it was last looked at. */
const Gone = z.object({
  bucket: z.string(),
  key: z.string(),
  eTag: z.string(),
  versionId: z.string().optional(),
});
export type Gone = z.infer<typeof Gone>;

export function goneOf({ where, eTag, headers }: CopySource): Gone {
  return { ...where, eTag: bareETag(eTag), versionId: headers['x-amz-version-id'] };
}

/**
 * Notes with the run that the copy is proven, before its source is removed: an attempt that ends between the two leaves nothing else
 * to tell what it has done by. Resolves when that is kept, so that nothing is removed by one whose run is somebody else's by now.
 */
export async function noteCopy(source: CopySource, stored: CopySource, context: StepContext): Promise<void> {
  const eTag = bareETag(stored.eTag);
  if (!context.noteDone || eTag === '') return;
  const plan = {
    ...stored.where,
    size: source.size,
    source: JSON.stringify(goneOf(source)),
    asked: ASKED,
    checked: false,
  };
  await context.noteDone(plan, { eTag, size: source.size });
}

/** What an earlier attempt of the run has moved, with its source gone: when its copy is still what that attempt has noted. */
export async function movedBefore(
  endpoint: Endpoint,
  from: Where,
  to: Where,
  context: StepContext,
): Promise<{ source: Gone; stored: CopySource } | undefined> {
  if (!context.noteDone) return undefined;
  const earlier = context.uploads?.take(to.bucket, to.key) ?? [];
  for (const { upload } of earlier) {
    const { asked, completed } = upload;
    if (asked !== ASKED || !completed) continue;
    const source = goneIn(upload.source);
    if (source?.bucket !== from.bucket || source.key !== from.key) continue;
    const stored = await lookAt(endpoint, to, context).catch(() => undefined);
    if (stored?.size === completed.size && bareETag(stored.eTag) === completed.eTag) return { source, stored };
  }
  return undefined;
}

function goneIn(text: string | undefined): Gone | undefined {
  if (text === undefined) return undefined;
  try {
    return Gone.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
