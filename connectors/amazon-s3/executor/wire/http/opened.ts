import type { OnReadOpts, Socket } from 'node:net';
import type { Origin } from '../address.ts';
import type { WireFailure } from '../wire-failure.ts';

/** Requests on a connection go to an HTTP proxy, which makes them for us: in absolute form, RFC 9112, section 3.2.2. */
export interface Forwarding {
  /** The proxy's address, as messages name it. */
  readonly proxy: string;
  /** The value of `Proxy-Authorization`, if the proxy is told who asks. */
  readonly authorization: string | undefined;
}

/** A socket on its way to be a connection. */
export interface Opened {
  readonly socket: Socket;
  /**
   * Where its bytes go: to the `read` of whoever opened it; or it emits them, as it cannot do that (one within another one); or they
   * are not for us.
   */
  readonly reads: 'onread' | 'data' | 'none';
  /** The event by which it tells that a request can be written; `now`: it can. Absent: another one takes its place before that. */
  readonly ready?: 'connect' | 'secureConnect' | 'now';
  readonly forwarding?: Forwarding;
  /** What a failure before it was ready means. */
  explain?(failure: WireFailure): WireFailure;
}

/**
 * Opens a socket to an origin. @param read where its bytes are to go @param replace called when another one takes its place, be it on the same
 * socket
 */
export type Connect = (origin: Origin, read: OnReadOpts, replace: (next: Opened) => void) => Opened;

/** Every write tells when it is done by `drain`, whatever its size. */
export const ALWAYS_DRAIN = 1;
