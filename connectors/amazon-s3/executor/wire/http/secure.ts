import { isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect, createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';
import type { Origin } from '../address.ts';
import { ALWAYS_DRAIN } from './opened.ts';

const MOST_SESSIONS = 64;

/** Of TLS 1.3's ciphers the fastest first, as far as it is allowed on this machine. */
const FASTEST = 'TLS_AES_128_GCM_SHA256';
const allowed = DEFAULT_CIPHERS.split(':');
const ciphers = [...allowed].sort((a, b) => Number(b === FASTEST) - Number(a === FASTEST)).join(':');

/** A connection of its own, or one that is there. */
type Way = { readonly host: string; readonly port: number; readonly onread: OnReadOpts } | { readonly socket: Socket };

/** TLS to origins, whose certificates are checked against their names. Sessions are taken up again. */
export class Secure {
  readonly #ca: string | undefined;
  readonly #sessions = new Map<string, Buffer>();
  #context: SecureContext | undefined;

  /** @param ca certificates to trust in place of the built-in ones, PEM */
  constructor(ca?: string) {
    this.#ca = ca;
  }

  /** A connection of its own. */
  open(origin: Origin, read: OnReadOpts): Socket {
    const { hostname: host, port } = origin;
    return this.#begin(origin, { host, port, onread: read });
  }

  /** Within a connection that is open already. It emits its bytes. */
  within(socket: Socket, origin: Origin): Socket {
    return this.#begin(origin, { socket });
  }

  #begin(origin: Origin, way: Way): Socket {
    const { hostname: host, port } = origin;
    this.#context ??= createSecureContext(this.#ca === undefined ? { ciphers } : { ciphers, ca: this.#ca });
    const name = `${host}:${port}`;
    const options = {
      ...way,
      host,
      secureContext: this.#context,
      servername: isIP(host) === 0 ? host : '',
      session: this.#sessions.get(name),
      ALPNProtocols: ['http/1.1'],
      highWaterMark: ALWAYS_DRAIN,
    };
    const socket = connect(options).setNoDelay(true);
    socket.on('session', (session) => {
      if (this.#sessions.size >= MOST_SESSIONS) this.#sessions.clear();
      this.#sessions.set(name, session);
    });
    socket.on('close', (failed) => {
      if (failed) this.#sessions.delete(name);
    });
    return socket;
  }
}
