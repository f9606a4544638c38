/**
 * What a step gives to the next one: a record (the request or response named in the connector's schemas) and, when there is
 * one, the content. Content is never held whole: see {@link Content}.
 */
export interface Payload {
  record: RecordValue;
  content?: Content;
}

/** A value of a record. Dates stand as ISO 8601 text in UTC. */
export type FieldOfRecord = string | number | boolean | RecordValue | readonly RecordValue[];
export interface RecordValue {
  readonly [member: string]: FieldOfRecord | undefined;
}

/** Takes a chunk; a returned promise holds the producer back. The chunk's memory may be reused once the sink has taken it. */
export type Sink = (chunk: Uint8Array) => void | Promise<void>;

/** A part of a content: `length` bytes from `offset`; without `length`, to the end. */
export interface ByteRange {
  offset: number;
  length?: number;
}

/**
 * Bytes that can be had on demand, as often as asked and in parts, so that a target may retry or send in parallel parts
 * without anything being kept. A source that has changed since the first read fails with `source-changed`.
 */
export interface Content {
  /** In bytes; undefined when it is not known before the end. */
  readonly size: number | undefined;
  /** Whether `read` can be called again and with a range. A generated document can be read once, from its start. */
  readonly rereadable: boolean;
  /** The media type of the bytes, where the source knows it. */
  readonly contentType?: string;
  /** A checksum the source vouches for, over the whole content, base64 as in S3's headers. */
  readonly checksum?: { algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256'; value: string };
  /** Feeds the bytes to `sink`, only as fast as it takes them; resolves when all were taken. @throws {ConnectorError} */
  read(sink: Sink, range: ByteRange, signal: AbortSignal): Promise<void>;
}

/** What became of one object, and what proves it: kept with the run. What is absent is not known. */
export interface Transferred {
  outcome: 'written' | 'skipped' | 'copied' | 'moved' | 'deleted';
  bucket: string;
  key: string;
  /** In bytes. */
  size?: number | undefined;
  /** Bare, without quotation marks. */
  eTag?: string | undefined;
  versionId?: string | undefined;
  /** `verified` when the storage has checked it; else it was computed of what was sent. */
  checksum?: { algorithm: string; value: string; verified?: boolean | undefined } | undefined;
  source?: { bucket: string; key: string; eTag?: string | undefined; versionId?: string | undefined } | undefined;
}

/** What a step may use of the run it belongs to. */
export interface StepContext {
  /** Aborted on cancel, time-out and the end of the run. */
  readonly signal: AbortSignal;
  /** Bytes that have arrived at, or been read by, this step since the last call. Called often: must be cheap. */
  moved(bytes: number): void;
  /** Objects this step has finished since the last call. */
  finished(objects: number): void;
  /** How many bytes or objects there will be, as soon as it is known. */
  expect(total: { bytes?: number; objects?: number }): void;
  /** An object is done: its receipt. */
  transferred(receipt: Transferred): void;
  /**
   * Set when an earlier attempt of the run may have done this already: a look at the target may then save doing it again.
   * Whoever finds it done says so by `found`.
   */
  readonly earlier?: { found(): void };
  /**
   * A line in the run's log. `code` is stable; never put a secret in the text. A text that is costly to make, of which there
   * may be one for each of many objects, is given as what makes it: it may not be wanted.
   */
  log(level: 'info' | 'warning', code: string, text: string | (() => string)): void;
}
