import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectSecure, createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';
import type { Origin } from '../address.ts';

/**
 * Opens a socket to an origin, which tells by `connect` or `secureConnect` that it is ready. Bytes go to `read`; a socket that
 * cannot do that (one within another one) says so by `reads: 'data'`, and emits them.
 */
export type Connect = (origin: Origin, read: OnReadOpts) => { socket: Socket; reads: 'onread' | 'data' };

/** Every write tells when it is done by `drain`, whatever its size. */
const ALWAYS_DRAIN = 1;
const MOST_SESSIONS = 64;

/** Of TLS 1.3's ciphers the fastest first, as far as it is allowed on this machine. */
const FASTEST = 'TLS_AES_128_GCM_SHA256';
const allowed = DEFAULT_CIPHERS.split(':');
const ciphers = [...allowed].sort((a, b) => Number(b === FASTEST) - Number(a === FASTEST)).join(':');

/** Direct connections. TLS sessions are taken up again. @param ca certificates to trust in place of the built-in ones, PEM */
export function directly(ca?: string): Connect {
  const sessions = new Map<string, Buffer>();
  let secureContext: SecureContext | undefined;
  return (origin, read) => {
    const { hostname: host, port } = origin;
    if (!origin.secure) {
      const options = { host, port, onread: read, highWaterMark: ALWAYS_DRAIN };
      return { socket: connectPlain(options).setNoDelay(true), reads: 'onread' };
    }
    secureContext ??= createSecureContext(ca === undefined ? { ciphers } : { ciphers, ca });
    const name = `${host}:${port}`;
    const options = {
      host,
      port,
      secureContext,
      servername: isIP(host) === 0 ? host : '',
      session: sessions.get(name),
      ALPNProtocols: ['http/1.1'],
      onread: read,
      highWaterMark: ALWAYS_DRAIN,
    };
    const socket = connectSecure(options).setNoDelay(true);
    socket.on('session', (session) => {
      if (sessions.size >= MOST_SESSIONS) sessions.clear();
      sessions.set(name, session);
    });
    socket.on('close', (failed) => {
      if (failed) sessions.delete(name);
    });
    return { socket, reads: 'onread' };
  };
}
