import { connect, isIPv6, type OnReadOpts, type Socket } from 'node:net';
import type { Origin } from '../address.ts';
import { ALWAYS_DRAIN, type Forwarding, type Opened } from '../http/opened.ts';
import { ConnectAnswer } from './connect-answer.ts';
import { notConnected, notTunnelled, ProxyFailure } from './proxy-failure.ts';
import { refusalOf } from './refusal.ts';

export interface TunnelRequest {
  /** The proxy's. */
  readonly host: string;
  readonly port: number;
  readonly by: Forwarding;
  readonly origin: Origin;
  /** Where the bytes of a tunnel without TLS in it go. */
  readonly read: OnReadOpts;
}

/** For the answers of all proxies: nothing in it outlives the call that takes it. */
const memory = Buffer.allocUnsafeSlow(16 * 1024);

/** Asks a proxy for a tunnel to an origin. Calls back once: the tunnel is there, or the proxy does not make one. */
export function askForTunnel(
  { host, port, by, origin, read }: TunnelRequest,
  done: (socket: Socket, failure: ProxyFailure | null) => void,
): Opened {
  let isAsked = false;
  let isDone = false;
  const answer = new ConnectAnswer();
  const take = (bytes: Buffer) => {
    const failure = failureIn(answer, bytes, by);
    if (failure === undefined) return;
    isDone = true;
    socket.off('data', take);
    done(socket, failure);
  };
  // TLS takes the socket over as a whole; else its bytes go straight to where they are wanted, once the tunnel is there.
  const onread: OnReadOpts = {
    buffer: () => (isDone ? bufferOf(read) : memory),
    callback: (length, buffer) => {
      if (isDone) return read.callback(length, buffer);
      take(Buffer.from(buffer.subarray(0, length)));
      return true;
    },
  };
  const options = { host, port, highWaterMark: ALWAYS_DRAIN, ...(origin.secure ? {} : { onread }) };
  const socket = connect(options).setNoDelay(true);
  if (origin.secure) socket.on('data', take);
  socket.once('connect', () => {
    isAsked = true;
    socket.write(connectHead(by, origin), 'latin1');
  });
  return {
    socket,
    reads: 'none',
    explain: (failure) => (isAsked ? notTunnelled(by.proxy, failure) : notConnected(by.proxy, failure)),
  };
}

const bufferOf = ({ buffer }: OnReadOpts) => (typeof buffer === 'function' ? buffer() : buffer);

/** Undefined while the answer is not whole, null when the tunnel is there. */
function failureIn(answer: ConnectAnswer, bytes: Buffer, by: Forwarding): ProxyFailure | null | undefined {
  try {
    const head = answer.push(bytes);
    if (!head) return undefined;
    return head.status < 300 ? null : refusalOf(by, head.status, head.headers);
  } catch (error) {
    return new ProxyFailure('PROXY_NOT_HTTP', by.proxy, '', error);
  }
}

/** RFC 9110, section 9.3.6: the port always stands in it. */
function connectHead({ authorization }: Forwarding, { hostname, port }: Origin): string {
  const target = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
  const proof = authorization === undefined ? '' : `proxy-authorization: ${authorization}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n${proof}user-agent: sluice/1.0\r\n\r\n`;
}
