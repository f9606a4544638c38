import { connect } from 'node:net';
import { ALWAYS_DRAIN, type Connect } from './opened.ts';
import { Secure } from './secure.ts';

/** Direct connections. @param secure for those with TLS */
export function directly(secure = new Secure()): Connect {
  return (origin, read) => {
    if (origin.secure) return { socket: secure.open(origin, read), reads: 'onread', ready: 'secureConnect' };
    const { hostname: host, port } = origin;
    const options = { host, port, onread: read, highWaterMark: ALWAYS_DRAIN };
    return { socket: connect(options).setNoDelay(true), reads: 'onread', ready: 'connect' };
  };
}
