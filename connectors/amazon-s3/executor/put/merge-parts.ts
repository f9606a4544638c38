import type { Part } from '../plan/parts.ts';
import { bareETag } from '../where.ts';
import type { DonePart } from './done-parts.ts';

/** A part as the storage lists it. */
export interface ListedPart {
  readonly number: number;
  readonly size: number;
  /** As the storage writes it. */
  readonly eTag: string;
  /** As it has verified it; undefined where it tells none. */
  readonly crc32: string | undefined;
}

/** What of an upload is there already, and what is not. */
export interface MergedParts {
  readonly done: readonly DonePart[];
  /** The storage has it, but nothing here proves what it is: its agent died before it could tell of it. */
  readonly unproven: readonly { readonly part: Part; readonly listed: ListedPart }[];
  readonly missing: readonly Part[];
}

/**
 * Compares the parts that an upload is to have with what was recorded of it and with what the storage lists. A part is there
 * when the storage has it in the right size and with what was recorded; or when nothing was recorded, but the storage has
 * verified a checksum of it. All else is sent again.
 */
export function mergeParts(
  plan: readonly Part[],
  recorded: readonly DonePart[],
  listed: readonly ListedPart[],
): MergedParts {
  const records = new Map(recorded.map((part) => [part.number, part]));
  const there = new Map(listed.map((part) => [part.number, part]));
  const done: DonePart[] = [];
  const unproven: { part: Part; listed: ListedPart }[] = [];
  const missing: Part[] = [];
  for (const part of plan) {
    const found = there.get(part.number);
    const record = records.get(part.number);
    if (!found || found.size !== part.length) missing.push(part);
    else if (record && isSame(record, found)) done.push(record);
    else if (record) missing.push(part);
    else if (found.crc32 !== undefined) done.push(verified(found, found.crc32));
    else unproven.push({ part, listed: found });
  }
  return { done, unproven, missing };
}

function isSame(record: DonePart, found: ListedPart): boolean {
  if (record.length !== found.size || bareETag(record.eTag) !== bareETag(found.eTag)) return false;
  const told = record.checksum ?? record.computed;
  return found.crc32 === undefined || told?.algorithm !== 'CRC32' || told.value === found.crc32;
}

function verified({ number, size, eTag }: ListedPart, crc32: string): DonePart {
  const checksum = { algorithm: 'CRC32', value: crc32 } as const;
  return { number, length: size, eTag, checksum, computed: checksum };
}
