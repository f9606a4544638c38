import { z } from 'zod';
import { CHECKSUM_ALGORITHMS } from '../body/checksums.ts';

/** A file of bytes on disk; `id` is its name. Blobs never change, so a hard link is a copy. */
const blobSchema = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), size: z.int().min(0) });

const checksumSchema = z.object({
  algorithm: z.enum(CHECKSUM_ALGORITHMS),
  value: z.string(),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});

/** What an upload says of its object beside its bytes. */
const attributesSchema = z.object({
  /** Content headers by lower-case name, as they will be sent back. */
  headers: z.record(z.string(), z.string()),
  /** User metadata: names in lower case, without `x-amz-meta-`. */
  metadata: z.record(z.string(), z.string()),
  storageClass: z.string(),
  tags: z.array(z.tuple([z.string(), z.string()])),
});

const objectSchema = attributesSchema.extend({
  key: z.string(),
  size: z.int().min(0),
  /** Without quotes. */
  etag: z.string(),
  /** Milliseconds since 1970. */
  modified: z.number(),
  checksum: checksumSchema.optional(),
  /** The bytes: one blob, or one for each part of a multipart upload; none when empty. */
  blobs: z.array(blobSchema),
  /** Multipart only: the number of parts, and the upload it came from, so that a repeated Complete is recognized. */
  partCount: z.int().optional(),
  uploadId: z.string().optional(),
});

const uploadSchema = attributesSchema.extend({
  id: z.string(),
  key: z.string(),
  initiated: z.number(),
  algorithm: z.enum(CHECKSUM_ALGORITHMS).optional(),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']).optional(),
});

const partSchema = z.object({
  number: z.int(),
  size: z.int().min(0),
  etag: z.string(),
  modified: z.number(),
  checksum: checksumSchema.optional(),
  blobs: z.array(blobSchema),
});

/** One line of a bucket's log. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bucket'), version: z.literal(1), name: z.string(), created: z.number() }),
  z.object({ type: z.literal('put'), object: objectSchema }),
  z.object({ type: z.literal('delete'), key: z.string() }),
  z.object({ type: z.literal('upload'), upload: uploadSchema }),
  z.object({ type: z.literal('part'), uploadId: z.string(), part: partSchema }),
  z.object({ type: z.literal('complete'), uploadId: z.string(), object: objectSchema }),
  z.object({ type: z.literal('abort'), uploadId: z.string() }),
]);

export type BlobRef = z.infer<typeof blobSchema>;
export type Attributes = z.infer<typeof attributesSchema>;
export type ObjectRecord = z.infer<typeof objectSchema>;
export type UploadRecord = z.infer<typeof uploadSchema>;
export type PartRecord = z.infer<typeof partSchema>;
export type BucketEvent = z.infer<typeof eventSchema>;
