import { GiB, MiB } from '../plan/parts.ts';

/** How an object is cut: the lengths of its parts, in bytes, from the first to the last. */
export type Cut = readonly number[];

/** What a part that is not the last has at least and at most. Source: "Amazon S3 multipart upload limits". */
const SMALLEST = 5 * MiB;
const LARGEST = 5 * GiB;

/** The cut into so many parts of one size, of which the last is what is left; undefined when they do not make the object. */
export function evenCut(size: number, partSize: number, count: number): Cut | undefined {
  if (size <= 0 || partSize <= 0 || Math.ceil(size / partSize) !== count) return undefined;
  return Array.from({ length: count }, (_, index) => Math.min(partSize, size - index * partSize));
}

/** Sizes of parts that programs use, beside the powers of two, in MiB; those that more of them use come first. */
const USUAL = [5, 10, 15, 25, 50, 100, 200, 500, 1000];

/**
 * The cut that is the likeliest where the storage tells only the number of parts: into whole mebibytes, the usual ones first. Whether it
 * is the right one only the ETag can tell. Undefined when no such cut makes that number.
 */
export function likelyCut(size: number, count: number): Cut | undefined {
  if (count === 1) return [size];
  const least = Math.max(SMALLEST / MiB, Math.ceil(size / count / MiB));
  const most = Math.min(LARGEST / MiB, Math.ceil(size / (count - 1) / MiB) - 1);
  const fits = (mebibytes: number) => mebibytes >= least && mebibytes <= most;
  const power = 2 ** Math.ceil(Math.log2(least));
  const mebibytes = fits(power) ? power : (USUAL.find(fits) ?? least);
  return fits(mebibytes) ? evenCut(size, mebibytes * MiB, count) : undefined;
}

/** The size of the parts, where all but the last have the same; undefined where they do not, or it is one that an upload cannot have. */
export function partSizeOf(cut: Cut): number | undefined {
  const [first = 0] = cut;
  const last = cut.at(-1) ?? 0;
  const isEven = cut.every((length, index) => length === first || (index === cut.length - 1 && length <= first));
  return isEven && last > 0 && first >= SMALLEST && first <= LARGEST ? first : undefined;
}
