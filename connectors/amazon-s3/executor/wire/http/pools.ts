import type { Origin } from '../address.ts';
import { WireFailure } from '../wire-failure.ts';
import { directly } from './connect.ts';
import { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import type { Connect } from './opened.ts';
import { Secure } from './secure.ts';

/** Storages close idle connections after some five seconds, and do not say so. An upload should not be the one to notice. */
const IDLE_MS = 4000;
const SWEEP_MS = 1000;

export interface PoolOptions {
  /** Certificates to trust in place of the built-in ones, PEM. */
  readonly ca?: string | undefined;
  /** How many idle connections are kept for one origin. */
  readonly mostIdle?: number;
  readonly connect?: Connect;
}

/** Keep-alive connections to storage: one pool a process, so that short runs find warm connections. */
export class Pools implements Connections {
  /** How many idle connections are kept for one origin; may be changed at any time. */
  mostIdle: number;
  readonly #connect: Connect;
  /** By origin; the one used last is taken first. */
  readonly #idle = new Map<string, Connection[]>();
  readonly #all = new Set<Connection>();
  #sweeper: NodeJS.Timeout | undefined;

  constructor({ ca, mostIdle = 64, connect = directly(new Secure(ca)) }: PoolOptions = {}) {
    this.mostIdle = mostIdle;
    this.#connect = connect;
  }

  take(origin: Origin): Connection {
    const idle = this.#idle.get(nameOf(origin));
    const oldest = performance.now() - IDLE_MS;
    for (let kept = idle?.pop(); kept; kept = idle?.pop()) {
      if (kept.sound && kept.idleSince >= oldest) {
        kept.idle(false);
        return kept;
      }
      this.drop(kept);
    }
    const opened: Connection = new Connection(origin, this.#connect, () => this.#forget(opened));
    this.#all.add(opened);
    return opened;
  }

  put(connection: Connection): void {
    const name = nameOf(connection.origin);
    const idle = this.#idle.get(name) ?? [];
    if (!connection.sound || !this.#all.has(connection) || idle.length >= this.mostIdle) {
      this.drop(connection);
      return;
    }
    connection.idleSince = performance.now();
    connection.idle(true);
    idle.push(connection);
    this.#idle.set(name, idle);
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  drop(connection: Connection): void {
    this.#forget(connection);
    connection.destroy();
  }

  proxyTo(): undefined {
    return undefined;
  }

  /** Ends the connections that nobody uses now. */
  closeIdle(): void {
    for (const connection of [...this.#idle.values()].flat()) this.drop(connection);
  }

  /** Ends all connections. */
  close(): void {
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
    const all = [...this.#all];
    this.#all.clear();
    this.#idle.clear();
    for (const connection of all) connection.destroy(new WireFailure('ECONNRESET'));
  }

  #forget(connection: Connection): void {
    this.#all.delete(connection);
    const idle = this.#idle.get(nameOf(connection.origin));
    const at = idle?.indexOf(connection) ?? -1;
    if (at >= 0) idle?.splice(at, 1);
  }

  #sweep(): void {
    const oldest = performance.now() - IDLE_MS;
    for (const [name, idle] of this.#idle) {
      while (idle[0] && idle[0].idleSince < oldest) this.drop(idle[0]);
      if (idle.length === 0) this.#idle.delete(name);
    }
    if (this.#idle.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }
}

const names = new WeakMap<Origin, string>();

function nameOf(origin: Origin): string {
  const known = names.get(origin);
  if (known !== undefined) return known;
  const name = `${origin.secure ? 'https' : 'http'}://${origin.hostname}:${origin.port}`;
  names.set(origin, name);
  return name;
}
