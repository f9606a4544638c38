import type { StepPlan } from '../../../../shared/runs/plan.ts';
import type { CopyLimits } from '../endpoints.ts';
import type { ChecksumMode } from '../storage-traits.ts';
import { copyPartSize, cutInParts, GiB, MiB, MOST_PARTS, type Part, partSize } from './parts.ts';

/** Why a content that lies at the target's storage cannot be copied there. */
export type Obstacle = 'byte-range' | 'customer-key' | 'opened' | 'same-object';

/** Where a content lies, as seen from the target. `none`: in no storage that the connector knows of. */
export interface Origin {
  readonly at: 'none' | 'elsewhere' | 'here';
  readonly obstacle?: Obstacle | undefined;
}

/** What is known before an object is written. */
export interface TransferFacts {
  /** In bytes; undefined when it is not known before the end. */
  readonly size: number | undefined;
  /** Whether the content can be read again, and in ranges. */
  readonly rereadable: boolean;
  readonly origin: Origin;
  /** In bytes: of the parts that the source was written in, where parts of the same size prove by its ETag what arrives. */
  readonly sourcePart?: number | undefined;
  /** An object that is there must not be replaced. */
  readonly onlyIfAbsent: boolean;
  readonly storage: {
    /** Why it does not copy, where that is known; undefined as long as nothing speaks against it. */
    readonly refusesCopies: string | undefined;
    /** Whether it is known to make a copy only where no object is. One that is not might overwrite it. */
    readonly conditionalCopies: boolean;
    readonly checksums: ChecksumMode;
    readonly copyLimits: CopyLimits | undefined;
    /** Other limits for what is sent, for tests. */
    readonly partLimits?: CopyLimits | undefined;
  };
}

/**
 * How an object is written. `server-side-copy`: by one CopyObject, or in parts by UploadPartCopy. `stream`: one PUT, the
 * bytes passed on as they come. `parts`: a multipart upload, several ranges at a time. `collect`: collected part by part.
 */
export type TransferPlan =
  | CopyPlan
  | { readonly way: 'stream' | 'collect'; readonly reason: string }
  | { readonly way: 'parts'; readonly parts: readonly Part[]; readonly reason: string };

export interface CopyPlan {
  readonly way: 'server-side-copy';
  /** Undefined: all at once. */
  readonly parts: readonly Part[] | undefined;
  readonly reason: string;
}

/** Up to this size one PUT is sent: a lost connection costs at most so much. S3 itself would take 5 GiB. */
export const LARGEST_SINGLE_PUT = GiB;
/** From here on an object is cut as its source was, where that proves it: below, its parts would be too few for that to be faster. */
export const CUT_ALIKE_FROM = 64 * MiB;
/** What one CopyObject copies at most. Source: Amazon S3 API reference, CopyObject. */
export const LARGEST_COPY = 5 * GiB;
/** Storages copy parts one beside the other; so large, there are few requests. */
const COPY_LIMITS: CopyLimits = { largest: LARGEST_COPY, part: 512 * MiB };

/** Chooses the cheapest way that is safe. Pure: the same facts give the same plan, with the reason in plain words. */
export function planTransfer(facts: TransferFacts): TransferPlan {
  // What lies in no storage needs no reason.
  if (facts.origin.at === 'none') return planPassing(facts, '');
  const against = againstCopy(facts);
  if (against === '' && facts.size !== undefined) return planContentCopy(facts, facts.size);
  return planPassing(facts, against);
}

/** The plan of a copy that the storage makes in any case. @param size in bytes */
export function planCopy(size: number, limits: CopyLimits = COPY_LIMITS): CopyPlan {
  if (size <= limits.largest) return { way: 'server-side-copy', parts: undefined, reason: `${COPIED} ${AT_ONCE}` };
  return copyInParts(size, limits, `${bytesOf(size)} are more than one copy takes.`);
}

/** What a run's log and the canvas show of a plan. */
export function shown({ way, reason }: TransferPlan): StepPlan {
  return { way, reason };
}

const COPIED =
  'Copied at the storage, 0 bytes through the agent: one account reaches source and target on one endpoint.';
const AT_ONCE = 'One copy takes the whole object.';

function planContentCopy({ onlyIfAbsent, storage }: TransferFacts, size: number): CopyPlan {
  const { copyLimits = COPY_LIMITS } = storage;
  if (!onlyIfAbsent || storage.conditionalCopies || size > copyLimits.largest) return planCopy(size, copyLimits);
  return copyInParts(
    size,
    copyLimits,
    'The end of a multipart upload is what this storage may be asked for on condition that there is no object yet.',
  );
}

function copyInParts(size: number, limits: CopyLimits, why: string): CopyPlan {
  const parts = cutInParts(size, copyPartSize(size, limits.part));
  return { way: 'server-side-copy', parts, reason: `${COPIED} In ${partsText(parts)}: ${lower(why)}` };
}

/** Why the storage is not to copy the object; `''` when it is. */
function againstCopy({ origin, size, onlyIfAbsent, storage }: TransferFacts): string {
  if (origin.at === 'elsewhere')
    return 'source and target are reached with different credentials or on different endpoints';
  if (origin.obstacle) return OBSTACLES[origin.obstacle];
  if (storage.refusesCopies !== undefined) return `the storage does not copy it: ${storage.refusesCopies}`;
  if (size === undefined) return 'its size is not known';
  // Streamed in one PUT it is sure not to replace anything; a copy is no better than a multipart upload is.
  if (onlyIfAbsent && !storage.conditionalCopies && size <= LARGEST_SINGLE_PUT)
    return 'whether this storage makes a copy only where no object is, is not known';
  return '';
}

const OBSTACLES: Readonly<Record<Obstacle, string>> = {
  'byte-range': 'only a part of the object is asked for',
  'customer-key': 'the object is encrypted with a key of its own',
  opened: 'the object is open for reading already',
  'same-object': 'source and target are the same object',
};

/** The bytes pass through the agent. */
function planPassing(facts: TransferFacts, against: string): TransferPlan {
  const { size, rereadable, storage } = facts;
  const end = against === '' ? '' : ` Not copied at the storage: ${against}${/[.!?”]$/.test(against) ? '' : '.'}`;
  const proof =
    storage.checksums === 'when-required'
      ? ' The ETag is compared, as the storage verifies no checksums.'
      : ' The storage verifies a checksum of it.';
  if (size === undefined || !rereadable) {
    const why = size === undefined ? 'its length is not known before its end' : 'it can be read only once';
    return { way: 'collect', reason: `Collected in memory part by part, and sent: ${why}.${proof}${end}` };
  }
  const alike = partsAlike(facts, size);
  if (alike) {
    const reason = `In ${partsText(alike)}, cut as the source is: its ETag, which is all that it vouches for, proves what has arrived.${proof}${end}`;
    return { way: 'parts', parts: alike, reason };
  }
  if (size <= (storage.partLimits?.largest ?? LARGEST_SINGLE_PUT)) {
    const reason = `One read passed on as one write, nothing is kept on the way: up to 1 GiB that is the fastest.${proof}${end}`;
    return { way: 'stream', reason };
  }
  const parts = cutInParts(size, storage.partLimits?.part ?? partSize(size));
  const reason = `In ${partsText(parts)}: of ${bytesOf(size)} a lost connection must not cost all.${proof}${end}`;
  return { way: 'parts', parts, reason };
}

/** The source's own parts; undefined where it is written in another way, or they are too large to be sent again. */
function partsAlike({ sourcePart, onlyIfAbsent, storage }: TransferFacts, size: number): Part[] | undefined {
  const { largest } = storage.partLimits ?? { largest: LARGEST_SINGLE_PUT };
  // Not every storage ends an upload on condition that there is no object yet.
  const from = onlyIfAbsent ? largest : Math.min(largest, CUT_ALIKE_FROM);
  if (sourcePart === undefined || size <= from || sourcePart > LARGEST_SINGLE_PUT) return undefined;
  return size / sourcePart > MOST_PARTS ? undefined : cutInParts(size, sourcePart);
}

function partsText(parts: readonly Part[]): string {
  const first = parts[0]?.length ?? 0;
  const size =
    first >= MiB ? `${(first / MiB).toLocaleString('en-US', { maximumFractionDigits: 1 })} MiB` : bytesOf(first);
  return parts.length === 1
    ? `1 part of ${size}`
    : `${parts.length.toLocaleString('en-US')} parts of ${size}, several at a time`;
}

const bytesOf = (bytes: number) => `${bytes.toLocaleString('en-US')} ${bytes === 1 ? 'byte' : 'bytes'}`;
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
