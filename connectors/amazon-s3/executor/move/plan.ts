import type { Part } from '../put/plan.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** What one CopyObject copies at most. Source: Amazon S3 API reference, CopyObject. */
export const LARGEST_COPY = 5 * GiB;
const COPY_PART = 512 * MiB;
const MOST_PARTS = 10_000;

export type CopyPlan = { readonly way: 'copy' } | { readonly way: 'parts'; readonly parts: readonly Part[] };

/** How an object of that many bytes is copied. @param limits smaller ones, for tests */
export function planCopy(size: number, limits = { largest: LARGEST_COPY, part: COPY_PART }): CopyPlan {
  if (size <= limits.largest) return { way: 'copy' };
  const length = Math.max(limits.part, Math.ceil(size / MOST_PARTS / MiB) * MiB);
  const parts: Part[] = [];
  for (let offset = 0; offset < size; offset += length)
    parts.push({ number: parts.length + 1, offset, length: Math.min(length, size - offset) });
  return { way: 'parts', parts };
}
