/** A part of an object. Numbers count from 1; offset and length are in bytes. */
export interface Part {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
}

export const MiB = 1024 ** 2;
export const GiB = 1024 ** 3;

/** S3's limits: "Amazon S3 multipart upload limits". */
export const MOST_PARTS = 10_000;
const LARGEST_PART = 5 * GiB;
export const LARGEST_OBJECT = MOST_PARTS * LARGEST_PART;

const SMALLEST_PART = 16 * MiB;
const COMFORTABLE_PART = 64 * MiB;

const wholeMiB = (bytes: number) => Math.ceil(bytes / MiB) * MiB;

/**
 * The size of the parts in which an object is sent: a thousand parts at most while they stay comfortable, and always such
 * that 10,000 parts suffice.
 */
export function partSize(size: number): number {
  const comfortable = Math.min(COMFORTABLE_PART, wholeMiB(size / 1000));
  return Math.max(SMALLEST_PART, comfortable, wholeMiB(size / MOST_PARTS));
}

/** The size of the parts in which an object is copied at the storage. @param least the size they have as long as 10,000 suffice */
export function copyPartSize(size: number, least: number): number {
  return Math.max(least, wholeMiB(size / MOST_PARTS));
}

/**
 * The size of the next part of an upload whose length is not known: it grows, so that 10,000 parts hold half a TiB, while
 * a short content needs little memory.
 */
export function collectedPartSize(number: number): number {
  return number <= 1000 ? SMALLEST_PART : COMFORTABLE_PART;
}

/** An object cut into parts of one length; the last one is what is left. An empty object has none. */
export function cutInParts(size: number, length: number): Part[] {
  const parts: Part[] = [];
  for (let offset = 0; offset < size; offset += length)
    parts.push({ number: parts.length + 1, offset, length: Math.min(length, size - offset) });
  return parts;
}
