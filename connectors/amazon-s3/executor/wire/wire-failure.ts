/**
 * Something went wrong below HTTP: `errno` is the system's or Node's code (`ECONNRESET`, `CERT_HAS_EXPIRED`), or one of ours.
 */
export class WireFailure extends Error {
  override readonly name = 'WireFailure';
  readonly errno: string;
  /** A kept connection turned out to be closed before anything came back on it: a request that only reads may be sent again. */
  readonly stale: boolean;

  constructor(errno: string, cause?: unknown, stale = false) {
    super(errno, { cause });
    this.errno = errno;
    this.stale = stale;
  }
}

/** Our own codes: what neither the system nor Node reports. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';
export const ANSWER_TIMEOUT = 'ANSWER_TIMEOUT';
export const STALLED = 'STALLED';
export const TRUNCATED = 'TRUNCATED';
export const CANCELED = 'CANCELED';
export const ANSWERED_EARLY = 'ANSWERED_EARLY';
export const NOT_HTTP = 'NOT_HTTP';

/** Makes a WireFailure of whatever Node threw. */
export function wireFailure(error: unknown, reused = false): WireFailure {
  if (error instanceof WireFailure) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'ECONNRESET';
  return new WireFailure(code, error, reused && (code === 'ECONNRESET' || code === 'EPIPE'));
}
