import type { S3Operation } from '../subject.ts';
import type { Body } from './upload.ts';

/** A request to S3, before it is addressed and signed. Header names are lower case. */
export interface Call {
  readonly operation: S3Operation;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly bucket: string;
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** How the body is vouched for; without it, the SHA-256 of a body of bytes, and nothing for a streamed one. */
  readonly payloadHash?: string;
  /** The least time to wait for the answer, in milliseconds, for requests that are known to take long. */
  readonly answerMs?: number;
}
