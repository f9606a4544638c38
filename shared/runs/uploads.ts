import { z } from 'zod';
import { Id } from '../project/id.ts';

const count = z.number().int().min(0);
const Checksum = z.object({
  algorithm: z.enum(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']),
  value: z.string().max(256),
});

/** What a multipart upload is to become: another attempt goes on with it only when all of this is still the same. */
export const UploadPlan = z.object({
  bucket: z.string().max(2048),
  key: z.string().max(4096),
  /** In bytes, both; absent where the length is not known before the end: such an upload cannot be taken up again. */
  partSize: count.optional(),
  size: count.optional(),
  /** What the bytes are, e.g. the source's place and ETag; absent where nothing tells. */
  source: z.string().max(16_384).optional(),
  /** A fingerprint of what the object is asked to be: type, metadata, encryption, … */
  asked: z.string().max(256),
  /** Whether the storage was asked to verify checksums of the parts. */
  checked: z.boolean(),
});
export type UploadPlan = z.infer<typeof UploadPlan>;

/** An upload as it is noted before it is begun. */
export const UploadIntent = UploadPlan.extend({ id: Id, stepId: Id, connectionId: Id, startedAt: z.iso.datetime() });
export type UploadIntent = z.infer<typeof UploadIntent>;

/** A part that the storage has. */
export const UploadPart = z.object({
  number: z.number().int().min(1).max(10_000),
  length: count,
  /** As in the header, with its quotation marks. */
  eTag: z.string().max(1024),
  /** As the storage has verified it. */
  checksum: Checksum.optional(),
  /** Of what was sent, whether or not the storage has verified it. */
  computed: Checksum.optional(),
});
export type UploadPart = z.infer<typeof UploadPart>;

/** The object that an upload has become; the ETag without quotation marks. */
export const UploadResult = z.object({ eTag: z.string().max(1024), size: count });
export type UploadResult = z.infer<typeof UploadResult>;

/** What is known of an upload of an earlier attempt. */
export const EarlierUpload = UploadIntent.extend({
  /** As the storage calls it; absent when its agent was lost before it could tell. */
  uploadId: z.string().max(4096).optional(),
  parts: z.array(UploadPart),
  /** It was about to be aborted: it must not be gone on with. */
  aborting: z.boolean(),
  /** Set when it is complete. */
  completed: UploadResult.optional(),
});
export type EarlierUpload = z.infer<typeof EarlierUpload>;

/** The most of a kind in one message. */
const MOST = 2_000;

/** What has become of a run's uploads since it was told last, in this order. Told twice, it changes nothing the second time. */
export const UploadChanges = z.object({
  intended: z.array(UploadIntent).max(MOST),
  begun: z.array(z.object({ id: Id, uploadId: z.string().min(1).max(4096) })).max(MOST),
  parts: z.array(z.object({ id: Id, parts: z.array(UploadPart) })).max(MOST),
  aborting: z.array(Id).max(MOST),
  ended: z.array(z.object({ id: Id, completed: UploadResult.optional() })).max(MOST),
});
export type UploadChanges = z.infer<typeof UploadChanges>;

/** What an agent tells of the uploads of all its runs at once. */
export const UploadReport = z.object({
  runs: z.array(z.object({ runId: Id, fence: z.number().int(), changes: UploadChanges })).max(1024),
});
export type UploadReport = z.infer<typeof UploadReport>;

/** Where an upload is, for aborting it. */
export const UploadPlace = z.object({
  bucket: z.string(),
  key: z.string(),
  /** Absent when nobody knows it: then an empty upload is looked for that was begun at that time. */
  uploadId: z.string().optional(),
  startedAt: z.iso.datetime(),
  /** Uploads to the same object that are known, and are not meant. */
  others: z.array(z.string()),
});
export type UploadPlace = z.infer<typeof UploadPlace>;
