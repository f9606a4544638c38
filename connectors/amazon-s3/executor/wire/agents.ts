import http from 'node:http';
import https from 'node:https';

/** Keep-alive connections to storage: one pool a process, so that short runs find warm connections. */
export interface Pools {
  readonly plain: http.Agent;
  readonly secure: https.Agent;
}

/** Storages close idle connections after some five seconds, and do not say so. An upload should not be the one to notice. */
const IDLE_MS = 4000;

/** @param ca certificates to trust beside the built-in ones, PEM. */
export function createPools(ca?: string): Pools {
  const options = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo', timeout: IDLE_MS } as const;
  return {
    plain: new http.Agent(options),
    secure: new https.Agent(ca === undefined ? options : { ...options, ca }),
  };
}
