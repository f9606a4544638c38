import { hash } from 'node:crypto';
import type { S3Connection } from './connection.ts';
import { PAUSES, type RetryPolicy } from './retry.ts';
import { credentialsOf } from './sdk.ts';
import { StorageTraits } from './storage-traits.ts';
import { WireClient } from './wire/client.ts';
import type { Timing } from './wire/exchange.ts';
import type { Connections } from './wire/http/connections.ts';
import { Pools } from './wire/http/pools.ts';
import { Secure } from './wire/http/secure.ts';
import { ProxiedPools } from './wire/proxy/proxied-pools.ts';
import { Signer } from './wire/sign.ts';

/** What the steps of a run need of a connection's storage. */
export interface Endpoint {
  readonly connection: S3Connection;
  readonly wire: WireClient;
  readonly traits: StorageTraits;
  /** How much one copy at the storage takes; undefined for S3's own limits. */
  readonly copyLimits: CopyLimits | undefined;
  /** From which size on objects are sent in parts, and of which size those are; undefined for the planner's own choice. */
  readonly partLimits: CopyLimits | undefined;
}

/** In bytes. */
export interface CopyLimits {
  readonly largest: number;
  readonly part: number;
}

/** What tests set differently. Times are in milliseconds. */
export interface EndpointOptions {
  readonly connectMs?: number;
  readonly stallMs?: number;
  readonly pauses?: Pick<RetryPolicy, 'baseMs' | 'capMs'>;
  readonly clock?: () => Date;
  /** Certificates to trust beside the built-in ones, PEM. */
  readonly ca?: string;
  readonly copyLimits?: CopyLimits;
  readonly partLimits?: CopyLimits;
}

const MOST_KEPT = 64;
const CONNECT_MS = 10_000;
/** No byte for so long: the connection has stalled. */
const STALL_MS = 20_000;

/** Keeps one client for each distinct connection, so that runs share connections, signing keys and what was learnt. */
export class Endpoints {
  readonly #options: EndpointOptions;
  readonly #pools: Pools;
  /** Through the agent's proxy; by what tells the proxy, which is one for each agent. */
  readonly #proxied = new Map<NonNullable<S3Connection['proxy']>, ProxiedPools>();
  readonly #signer = new Signer();
  readonly #kept = new Map<string, Endpoint>();
  /** Of what is known by its object already; a long run asks for it again and again. */
  readonly #found = new WeakMap<S3Connection, Endpoint>();
  readonly #traits = new Map<string, StorageTraits>();

  constructor(options: EndpointOptions = {}) {
    this.#options = options;
    this.#pools = new Pools({ ca: options.ca });
  }

  of(connection: S3Connection): Endpoint {
    const found = this.#found.get(connection) ?? this.#find(connection);
    this.#found.set(connection, found);
    return found;
  }

  #find(connection: S3Connection): Endpoint {
    const id = hash('sha256', JSON.stringify([connection, this.#wayOf(connection)]), 'hex');
    const known = this.#kept.get(id);
    if (known) return known;
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= MOST_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    const endpoint: Endpoint = {
      connection,
      wire: this.#wire(connection),
      traits: this.#traitsOf(connection),
      copyLimits: this.#options.copyLimits,
      partLimits: this.#options.partLimits,
    };
    this.#kept.set(id, endpoint);
    return endpoint;
  }

  /** Ends idle connections. */
  close(): void {
    this.#pools.close();
    for (const pools of this.#proxied.values()) pools.close();
  }

  #poolsOf({ proxy }: S3Connection): Connections {
    if (!proxy) return this.#pools;
    const pools = this.#proxied.get(proxy) ?? new ProxiedPools(proxy, this.#pools, new Secure(this.#options.ca));
    this.#proxied.set(proxy, pools);
    return pools;
  }

  /** Which proxy, by number; -1 for none. */
  #wayOf(connection: S3Connection): number {
    this.#poolsOf(connection);
    return connection.proxy ? [...this.#proxied.keys()].indexOf(connection.proxy) : -1;
  }

  #wire(connection: S3Connection): WireClient {
    const { pauses = PAUSES, clock = () => new Date(), connectMs = CONNECT_MS, stallMs = STALL_MS } = this.#options;
    const pools = this.#poolsOf(connection);
    const timing: Timing = { connectMs, stallMs, answerMs: connection.requestTimeout };
    return new WireClient({
      place: connection,
      region: connection.region,
      credentials: credentialsOf(connection, pools),
      pools,
      signer: this.#signer,
      timing,
      retries: { attempts: connection.maximumAttempts, ...pauses, random: Math.random },
      clock,
      userAgent: 'sluice/1.0',
    });
  }

  #traitsOf(connection: S3Connection): StorageTraits {
    const host = connection.endpoint?.host ?? 'amazonaws.com';
    const known = this.#traits.get(host) ?? new StorageTraits();
    this.#traits.set(host, known);
    return known;
  }
}
