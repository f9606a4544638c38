import { z } from 'zod';
import { Id } from '../project/id.ts';
import { EarlierUpload } from './uploads.ts';

const key = z.string().max(4096);
const bucket = z.string().max(2048);
const tag = z.string().max(1024).optional();

/** What became of one object and what proves it, as it is kept with its run. */
export const Receipt = z.object({
  at: z.iso.datetime(),
  stepId: Id,
  outcome: z.enum(['written', 'skipped', 'copied', 'moved', 'deleted']),
  bucket,
  key,
  /** In bytes. */
  size: z.number().min(0).optional(),
  /** Without quotation marks. */
  eTag: tag,
  versionId: tag,
  /** `verified` when the storage has checked it; else it was computed of what was sent. */
  checksum: z
    .object({ algorithm: z.string().max(32), value: z.string().max(256), verified: z.boolean().optional() })
    .optional(),
  source: z.object({ bucket, key, eTag: tag, versionId: tag }).optional(),
});
export type Receipt = z.infer<typeof Receipt>;

/** The most characters of what is said of a failure. */
export const LONGEST_MESSAGE = 4000;
export const LONGEST_TODO = 2000;

/** An object that a run could not deal with. */
export const ObjectFailure = z.object({
  at: z.iso.datetime(),
  stepId: Id,
  bucket,
  key,
  code: z.string().max(64),
  message: z.string().max(LONGEST_MESSAGE),
  todo: z.string().max(LONGEST_TODO),
});
export type ObjectFailure = z.infer<typeof ObjectFailure>;

const count = z.number().int().min(0);

/** How far a run over many objects has come, so that another attempt goes on from there. */
export const Cursor = z.object({
  /** Everything listed up to and including this is done; `''` at the start. */
  after: z.string(),
  /** How many objects that are. */
  count,
  /** What of the objects after it is done too. */
  done: z.array(z.string()),
  bytes: count,
  /** So many of the bytes were copied at the storage. */
  copiedBytes: count.optional(),
  objects: count,
  skipped: count,
  failed: count,
});
export type Cursor = z.infer<typeof Cursor>;

/** The most receipts, and the most failures, in one batch. */
export const MOST_IN_BATCH = 2000;

/** What an agent has to say of a run's objects; batches of a run are numbered from 0, over all its attempts. */
export const TransferBatch = z.object({
  receipts: z.array(Receipt).max(MOST_IN_BATCH),
  failures: z.array(ObjectFailure).max(MOST_IN_BATCH),
  cursor: Cursor.optional(),
});
export type TransferBatch = z.infer<typeof TransferBatch>;

/** The most rows of a batch that may come with a report, so that a small run needs no further request. */
export const MOST_IN_REPORT = 20;

/** A small batch without a cursor, with its number. */
export const ReportedBatch = z.strictObject({
  number: count,
  receipts: z.array(Receipt).max(MOST_IN_REPORT),
  failures: z.array(ObjectFailure).max(MOST_IN_REPORT),
});
export type ReportedBatch = z.infer<typeof ReportedBatch>;

/** What an attempt needs to know of the attempts before it. */
export const Resumption = z.object({
  nextBatch: count,
  cursor: Cursor.nullable(),
  /** Multipart uploads that they have left open, and those that they have completed last. */
  uploads: z.array(EarlierUpload).default([]),
});
export type Resumption = z.infer<typeof Resumption>;
