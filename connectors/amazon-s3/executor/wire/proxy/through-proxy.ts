import { connect } from 'node:net';
import { type ProxySettings, proxyAddress } from '../../../../../shared/proxy/proxy-settings.ts';
import type { Origin } from '../address.ts';
import { ALWAYS_DRAIN, type Connect, type Forwarding, type Opened } from '../http/opened.ts';
import type { Secure } from '../http/secure.ts';
import { notConnected, type ProxyFailure } from './proxy-failure.ts';
import { askForTunnel } from './tunnel.ts';

/** So long the proxy is not asked again for what it did not allow, in milliseconds. */
const REMEMBERED_MS = 60_000;

/**
 * Connections through an HTTP proxy: by a tunnel, in which an endpoint with TLS proves itself as ever. To an endpoint without TLS the
 * proxy may not make one (Squid, as it comes, makes tunnels to port 443 alone): then it is given the requests themselves, in absolute
 * form. A tunnel comes first, as it carries the bytes as they are: what forwards requests may close, cache, and stumble over large
 * bodies (Squid 5 hangs up when a storage takes one more slowly than it comes).
 */
export function throughProxy(settings: ProxySettings, secure: Secure): Connect {
  const { host, port, userName, password } = settings;
  const by: Forwarding = {
    proxy: proxyAddress(settings),
    // RFC 7617: user name and password in UTF-8.
    authorization: userName === '' ? undefined : `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`,
  };
  /** Where no tunnels are made to, and until when that is believed, by the monotonic clock. */
  const noTunnels = new Map<string, number>();
  return (origin, read, replace) => {
    const forwarded = (): Opened => {
      const options = { host, port, onread: read, highWaterMark: ALWAYS_DRAIN };
      return {
        socket: connect(options).setNoDelay(true),
        reads: 'onread',
        ready: 'connect',
        forwarding: by,
        explain: (failure) => notConnected(by.proxy, failure),
      };
    };
    const place = nameOf(origin);
    if (!origin.secure && (noTunnels.get(place) ?? 0) > performance.now()) return forwarded();
    return askForTunnel({ host, port, by, origin, read }, (socket, failure) => {
      if (!failure && origin.secure)
        replace({ socket: secure.within(socket, origin), reads: 'data', ready: 'secureConnect' });
      else if (!failure) replace({ socket, reads: 'onread', ready: 'now' });
      else if (origin.secure || !isForbidden(failure)) socket.destroy(failure);
      else {
        noTunnels.set(place, performance.now() + REMEMBERED_MS);
        replace(forwarded());
        socket.destroy();
      }
    });
  };
}

function isForbidden(failure: ProxyFailure): boolean {
  return failure.errno === 'PROXY_FORBIDS' || failure.said === '501';
}

function nameOf({ hostname, port }: Origin): string {
  return `${hostname}:${port}`;
}
