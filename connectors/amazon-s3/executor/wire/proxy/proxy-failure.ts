import { CANCELED, CONNECT_TIMEOUT, WireFailure } from '../wire-failure.ts';

/** Something went wrong with the proxy; `errno` is one of {@link PROXY_ERRNOS}. */
export class ProxyFailure extends WireFailure {
  /** The proxy's address, as messages name it. */
  readonly proxy: string;
  /** What the proxy answered with: a status, or the ways to prove who one is. */
  readonly said: string;

  constructor(errno: ProxyErrno, proxy: string, said = '', cause?: unknown) {
    super(errno, cause);
    this.proxy = proxy;
    this.said = said;
  }
}

const PROXY_ERRNOS = [
  'PROXY_NAME_UNKNOWN',
  'PROXY_NAME_SERVER_SILENT',
  'PROXY_REFUSED',
  'PROXY_UNREACHABLE',
  'PROXY_SILENT',
  'PROXY_CLOSED',
  'PROXY_CREDENTIALS_MISSING',
  'PROXY_CREDENTIALS_WRONG',
  'PROXY_CREDENTIALS_FOREIGN',
  'PROXY_FORBIDS',
  'PROXY_UPSTREAM_FAILED',
  'PROXY_NOT_HTTP',
] as const;
export type ProxyErrno = (typeof PROXY_ERRNOS)[number];

const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_FAIL', 'EAI_NONAME', 'EAI_NODATA']);

/** What it means that no connection to the proxy could be made. */
export function notConnected(proxy: string, failure: WireFailure): WireFailure {
  const { errno } = failure;
  if (failure instanceof ProxyFailure || errno === CANCELED) return failure;
  if (UNKNOWN_NAME.has(errno)) return new ProxyFailure('PROXY_NAME_UNKNOWN', proxy, '', failure);
  if (errno === 'EAI_AGAIN') return new ProxyFailure('PROXY_NAME_SERVER_SILENT', proxy, '', failure);
  const isRefused = errno === 'ECONNREFUSED' || errno === 'ECONNRESET';
  return new ProxyFailure(isRefused ? 'PROXY_REFUSED' : 'PROXY_UNREACHABLE', proxy, '', failure);
}

/** What it means that the proxy was asked for a tunnel, and there was none. */
export function notTunnelled(proxy: string, failure: WireFailure): WireFailure {
  const { errno } = failure;
  if (failure instanceof ProxyFailure || errno === CANCELED) return failure;
  return new ProxyFailure(errno === CONNECT_TIMEOUT ? 'PROXY_SILENT' : 'PROXY_CLOSED', proxy, '', failure);
}
