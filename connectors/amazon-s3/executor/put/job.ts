import type { Content, StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import type { Where } from '../where.ts';

/** One object to be written. */
export interface PutJob {
  readonly endpoint: Endpoint;
  readonly context: StepContext;
  readonly where: Where;
  readonly content: Content;
  /** What makes the object what it shall be: type, metadata, encryption, … */
  readonly headers: Readonly<Record<string, string>>;
  /** Refuse to replace an object that is there. */
  readonly onlyIfAbsent: boolean;
  /** The MD5 that the source's ETag most probably is, in hex; it saves computing one where the storage verifies nothing. */
  readonly likelyMd5: string | undefined;
}

/** What the storage said of an object it has stored. */
export interface Stored {
  readonly headers: Readonly<Record<string, string>>;
  /** Without quotation marks. */
  readonly eTag: string;
  readonly size: number;
  readonly checksum: { algorithm: string; value: string } | undefined;
}
