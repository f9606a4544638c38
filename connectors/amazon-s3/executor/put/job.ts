import type { Content, StepContext } from '../../../../shared/runs/payload.ts';
import type { Endpoint } from '../endpoints.ts';
import type { Where } from '../where.ts';

/** An object that comes about at the storage: from bytes that are sent, or by a copy there. */
export interface WriteJob {
  readonly endpoint: Endpoint;
  readonly context: StepContext;
  readonly where: Where;
  /** What makes the object what it shall be: type, metadata, encryption, … */
  readonly headers: Readonly<Record<string, string>>;
  /** Refuse to replace an object that is there. */
  readonly onlyIfAbsent: boolean;
  /** What the source vouches for. */
  readonly content: Pick<Content, 'checksum'>;
}

/** One object to be written from a content. */
export interface PutJob extends WriteJob {
  readonly content: Content;
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
  /** Of what was sent, where the storage has verified none. */
  readonly computed?: { algorithm: string; value: string } | undefined;
  /** Whether the storage has copied it by itself. */
  readonly copied?: boolean;
}
