import type { Forwarding } from '../http/opened.ts';
import { ProxyFailure } from './proxy-failure.ts';

type Headers = Readonly<Record<string, string>>;

/** The proxy's refusal to do what it was asked, by the status of its own answer. */
export function refusalOf(by: Forwarding, status: number, headers: Headers): ProxyFailure {
  const { proxy } = by;
  // tinyproxy answers 401 to what it does not take.
  if (status === 407 || status === 401) {
    const offered = schemesOf(headers['proxy-authenticate'] ?? '');
    if (offered.length > 0 && !offered.includes('basic'))
      return new ProxyFailure('PROXY_CREDENTIALS_FOREIGN', proxy, offered.join(', '));
    const told = by.authorization !== undefined;
    return new ProxyFailure(told ? 'PROXY_CREDENTIALS_WRONG' : 'PROXY_CREDENTIALS_MISSING', proxy);
  }
  const isUpstream = status >= 500 || status === 404 || status === 408 || status === 429;
  return new ProxyFailure(isUpstream ? 'PROXY_UPSTREAM_FAILED' : 'PROXY_FORBIDS', proxy, String(status));
}

/** The names of the schemes of a `Proxy-Authenticate`, RFC 9110, section 11.7.1, in lower case. */
function schemesOf(challenge: string): string[] {
  const starts = challenge.matchAll(/(?:^|,)\s*([a-zA-Z][\w-]*)(?=\s+[^\s=]|\s*$|\s*,)/g);
  return [...new Set(Array.from(starts, ([, name = '']) => name.toLowerCase()))];
}

const PROXY_SOFTWARE = /^(squid|tinyproxy|privoxy)\b/i;
const HTML = /^\s*<(!doctype html|html|head|body)/i;

/**
 * Whether an answer to a request that a proxy was to make for us is the proxy's own, and then what it means. A storage says who it is by
 * its request id, or by the form of its errors; a proxy by its own headers, or by a page for people where the other side has failed.
 * @param body as far as it is known
 */
export function refusalAmong(by: Forwarding, status: number, headers: Headers, body: string): ProxyFailure | undefined {
  if (status === 407) return refusalOf(by, status, headers);
  if (status < 400 || headers['x-amz-request-id'] !== undefined || body.includes('<Error>')) return undefined;
  const isMarked =
    headers['x-squid-error'] !== undefined ||
    headers['proxy-status']?.includes('error=') === true ||
    PROXY_SOFTWARE.test(headers.server ?? '');
  const isGateway = status === 502 || status === 503 || status === 504;
  return isMarked || (isGateway && HTML.test(body)) ? refusalOf(by, status, headers) : undefined;
}
