import type { ResolvedConnection } from '../connector.ts';
import type { StepPlan } from './plan.ts';
import type { EarlierUpload, UploadPart, UploadPlan, UploadResult } from './uploads.ts';

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
  /** Where the bytes are, when they are a whole object that could be copied there. */
  readonly origin?: ContentOrigin;
  /** Feeds the bytes to `sink`, only as fast as it takes them; resolves when all were taken. @throws {ConnectorError} */
  read(sink: Sink, range: ByteRange, signal: AbortSignal): Promise<void>;
}

/**
 * What a content is at its storage, so that a target of the same account there may have it copied without reading it.
 * Only the connector that gave it understands it.
 */
export interface ContentOrigin {
  /** The connector's id. */
  readonly connector: string;
  /** Equal for two contents or connections exactly when one set of credentials reaches both, on one endpoint. Holds no secret. */
  readonly account: string;
  /** What names the object and pins it, in the connector's own terms. */
  readonly facts: Readonly<Record<string, string | number | undefined>>;
  /** Told when the object was copied at the storage instead of being read: the step that gave it is done with it. */
  copied(): void;
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

/** The activity right after a step: it may have the content copied, so that opening it for reading would be for nothing. */
export interface NextStep {
  /** The connector's id. */
  readonly connector: string;
  /** The activity type's id. */
  readonly type: string;
  /** Undefined when its settings cannot be resolved yet; it will say so itself. */
  connection(): ResolvedConnection | undefined;
}

/**
 * Memory for bytes on their way: what one run may have of the budget that all runs of an agent share. Whoever waits is served in
 * turn. A run that holds some never waits for runs that hold none, so that waiting for more while holding some is safe.
 */
export interface Memory {
  /**
   * Waits until there is room. With `least`, less than `bytes` is given when that is all there is. What is not released is
   * released at the end of the run. @throws the signal's reason when it aborts first
   */
  take(bytes: number, signal: AbortSignal, least?: number): Promise<MemoryShare>;
  /** Whether anybody waits: what is not needed just now should be given back. */
  readonly isShort: boolean;
}

export interface MemoryShare {
  /** What was given. */
  readonly bytes: number;
  /** Gives it back; a second call does nothing. */
  release(): void;
}

/**
 * Where a step notes its multipart uploads, so that another attempt at the run can go on with them, and none is forgotten
 * when the agent dies.
 */
export interface UploadBook {
  /** The uploads of earlier attempts to an object; each is given once. Whoever takes one goes on with it, or ends it. */
  take(bucket: string, key: string): readonly TakenUpload[];
  /** Notes that an upload is about to be begun; resolves when that is kept. */
  intend(plan: UploadPlan): Promise<UploadNotes>;
  /** Notes an object that is there; resolves when that is kept. */
  noteDone?(plan: UploadPlan, result: UploadResult): Promise<void>;
}

/** What is noted of one upload. Promises resolve when it is kept by the server; they reject when the run is canceled or lost. */
export interface UploadNotes {
  /** To be awaited before the first part is sent: an upload that nobody knows of is then an empty one. */
  begun(uploadId: string): Promise<void>;
  part(part: UploadPart): void;
  /** Resolves when all parts so far are kept. */
  kept(): Promise<void>;
  /** Whether the upload may be aborted: not when it is left to another attempt, or may be another agent's. Never rejects. */
  mayAbort(): Promise<boolean>;
  /** It is no longer open. @param completed the object that it has become; absent when it was aborted */
  ended(completed?: UploadResult): void;
}

export interface TakenUpload {
  readonly upload: EarlierUpload;
  readonly notes: UploadNotes;
}

/** What a step may use of the run it belongs to. */
export interface StepContext {
  /** Aborted on cancel, time-out and the end of the run. */
  readonly signal: AbortSignal;
  /** Bytes that have arrived at, or been read by, this step since the last call. Called often: must be cheap. */
  moved(bytes: number): void;
  /**
   * Bytes that the storage has copied by itself: they count as moved, and are told apart from those that passed through the
   * agent. Negative ones take back what turned out not to be copied.
   */
  copied?(bytes: number): void;
  /** Objects this step has finished since the last call. */
  finished(objects: number): void;
  /** Which way was chosen for the content, and why; told again when it changes. It stands in the run's log and on the canvas. */
  planned?(plan: StepPlan): void;
  /** What follows, when it is an activity. */
  readonly next?: NextStep;
  /** For what a step collects. Absent where nothing is counted, as in tests. */
  readonly memory?: Memory;
  /** Told when a storage asks for fewer requests (503 Slow Down and the like), each time. */
  slowedDown?(): void;
  /** How many bytes or objects there will be, as soon as it is known. */
  expect(total: { bytes?: number; objects?: number }): void;
  /** An object is done: its receipt. */
  transferred(receipt: Transferred): void;
  /**
   * Set when an earlier attempt of the run may have done this already: a look at the target may then save doing it again.
   * Whoever finds it done says so by `found`. `isOfOne`: of a run with one object, where nothing is saved; the look is only there to
   * tell what an earlier attempt has written from what is somebody else's.
   */
  readonly earlier?: { found(): void; readonly isOfOne?: boolean };
  /** The run's book of multipart uploads; without one nothing is noted. */
  readonly uploads?: UploadBook;
  /**
   * Notes in that book that an object is there, however it was made: another attempt gets it there as one that is completed. Resolves
   * when that is kept; rejects when the run is canceled or lost. Before what cannot be done again. Absent for one object of many.
   */
  readonly noteDone?: NonNullable<UploadBook['noteDone']>;
  /**
   * A line in the run's log. `code` is stable; never put a secret in the text. A text that is costly to make, of which there
   * may be one for each of many objects, is given as what makes it: it may not be wanted.
   */
  log(level: 'info' | 'warning', code: string, text: string | (() => string)): void;
}
