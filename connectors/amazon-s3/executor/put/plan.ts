/** A part of an object, to be uploaded. Numbers count from 1. */
export interface Part {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * How a content is written.
 * `stream`: one PUT, the bytes passed on as they come. `parts`: a multipart upload, several ranges at a time.
 * `collect`: a content that cannot be read again, or of unknown length: collected part by part in memory.
 */
export type PutPlan =
  | { readonly way: 'stream' }
  | { readonly way: 'parts'; readonly parts: readonly Part[] }
  | { readonly way: 'collect' };

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Up to this size one PUT is sent: a lost connection costs at most so much. S3 itself would take 5 GiB. */
export const LARGEST_SINGLE_PUT = GiB;
const SMALLEST_PART = 16 * MiB;
const COMFORTABLE_PART = 64 * MiB;
/** S3's limits: "Amazon S3 multipart upload limits". */
export const MOST_PARTS = 10_000;
const LARGEST_PART = 5 * GiB;
export const LARGEST_OBJECT = MOST_PARTS * LARGEST_PART;

/**
 * The size of the parts of an object: a thousand parts at most while they stay comfortable, and always such that 10,000
 * parts suffice.
 */
export function partSize(size: number): number {
  const comfortable = Math.min(COMFORTABLE_PART, wholeMiB(size / 1000));
  return Math.max(SMALLEST_PART, comfortable, wholeMiB(size / MOST_PARTS));
}

const wholeMiB = (bytes: number) => Math.ceil(bytes / MiB) * MiB;

/**
 * The size of the next part of an upload whose length is not known: it grows, so that 10,000 parts hold half a TiB, while
 * a short content needs little memory.
 */
export function collectedPartSize(number: number): number {
  return number <= 1000 ? SMALLEST_PART : COMFORTABLE_PART;
}

export function planPut(size: number | undefined, rereadable: boolean): PutPlan {
  if (size === undefined || !rereadable) return { way: 'collect' };
  if (size <= LARGEST_SINGLE_PUT) return { way: 'stream' };
  const length = partSize(size);
  const parts: Part[] = [];
  for (let offset = 0; offset < size; offset += length)
    parts.push({ number: parts.length + 1, offset, length: Math.min(length, size - offset) });
  return { way: 'parts', parts };
}
