import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { ApiError } from './api-error.ts';

/** Under which names this server lets itself be called. */
export interface HostPolicy {
  allows(host: string): boolean;
}

/** Whether an address or name can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  const bare = withoutBrackets(host.toLowerCase());
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** Whether it stands for all addresses of this machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || withoutBrackets(host) === '::';
}

/**
 * The names that may stand in a `Host` header: those of loopback, the address we listen on, and the `extra` ones.
 * Listening on all addresses, every address as a number is one of ours: DNS rebinding, which this is against, needs a name.
 * @param bound the address that was given to listen on.
 */
export function hostPolicy(bound: string, extra: readonly string[] = []): HostPolicy {
  const wildcard = isWildcard(bound);
  const names = new Set([bound, ...extra].map((name) => withoutBrackets(name.toLowerCase())));
  if (!isLoopback(bound)) names.add(hostname().toLowerCase());
  return {
    allows: (host) => {
      const bare = withoutBrackets(host.toLowerCase());
      return isLoopback(bare) || names.has(bare) || (wildcard && isIP(bare) !== 0);
    },
  };
}

/** Refuses a request that was sent to another name than ours. @throws {ApiError} `foreign-host` */
export function checkHost(request: IncomingMessage, policy: HostPolicy): void {
  const host = hostOf(request.headers.host);
  if (host !== null && policy.allows(host)) return;
  throw new ApiError('foreign-host', 'This server does not answer under the host name of this request.', {
    todo: 'Use the address that it printed at its start, or list the name in SLUICE_ALLOWED_HOSTS.',
  });
}

/**
 * Refuses what another site's page sends: by its `Origin`, and by `Sec-Fetch-Site` where there is none. Programs that are
 * no browser send neither. @throws {ApiError} `foreign-origin`
 */
export function checkOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads) {
    const opensPage = request.headers['sec-fetch-mode'] === 'navigate';
    if (site === undefined || site === 'same-origin' || site === 'none' || opensPage) return;
  } else if (origin !== undefined) {
    if (sameHost(origin, host)) return;
  } else if (site === undefined || site === 'same-origin' || site === 'none') return;
  throw new ApiError('foreign-origin', 'This request comes from a page of another site, and is refused.', {
    todo: 'Use the pages of this server, or a program that is no browser.',
  });
}

/** The scheme is left out of it: in front of us there may be a proxy that speaks TLS. */
function sameHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !/^https?:\/\//.test(origin)) return false;
  return origin.replace(/^https?:\/\//, '').toLowerCase() === host.toLowerCase();
}

/** The name or address of a `Host` header, without its port; null when it has no such form. */
function hostOf(header: string | undefined): string | null {
  const match = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/.exec(header ?? '');
  return match?.[1] ?? null;
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
