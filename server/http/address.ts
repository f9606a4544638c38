import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The proxies in front of the server whose word counts about where a request came from. */
export interface TrustedProxies {
  has(address: string): boolean;
}

export const NO_PROXIES: TrustedProxies = { has: () => false };

/** @param networks addresses such as `10.1.2.3`, and networks such as `10.0.0.0/8`; null when one is neither. */
export function trustedProxies(networks: readonly string[]): TrustedProxies | null {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix, more] = network.split('/');
    const version = isIP(address);
    const most = version === 6 ? 128 : 32;
    if (version === 0 || more !== undefined) return null;
    if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > most)) return null;
    list.addSubnet(address, prefix === undefined ? most : Number(prefix), version === 6 ? 'ipv6' : 'ipv4');
  }
  return { has: (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') };
}

/** More hops than these nobody has. */
const MOST_HOPS = 20;

/**
 * The address that a request came from. What `X-Forwarded-For` says counts as far as trusted proxies have written it: from the right, each
 * has added whom it was called by.
 */
export function addressOf(request: IncomingMessage, trusted: TrustedProxies): string | null {
  let address = plain(request.socket.remoteAddress ?? '');
  if (address === null || !trusted.has(address)) return address;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').slice(-MOST_HOPS).reverse();
  for (const hop of hops) {
    const next = plain(hop.trim());
    if (next === null) return address;
    address = next;
    if (!trusted.has(address)) return address;
  }
  return address;
}

/** Without the form that IPv4 addresses have on IPv6 sockets; null when it is none. */
function plain(text: string): string | null {
  const address = text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(address) === 0 ? null : address.toLowerCase();
}
