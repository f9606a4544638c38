import type { Origin } from '../address.ts';
import type { Connection } from './connection.ts';

/** Where exchanges get their connections. */
export interface Connections {
  /** A connection for one exchange: a kept one, or a new one. */
  take(origin: Origin): Connection;
  /** Gives a connection back after an exchange that has ended well. */
  put(connection: Connection): void;
  /** Ends a connection. */
  drop(connection: Connection): void;
  /** The proxy on the way to an origin, as messages name it; undefined when there is none. */
  proxyTo(origin: Origin): string | undefined;
}
