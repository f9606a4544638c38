import type { WireRequest } from './exchange.ts';
import type { Forwarding } from './http/opened.ts';

/** RFC 9110, section 5.5. A line break could smuggle in another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Request line and headers, with the empty line after them. @param by the proxy that makes the request for us
 * @throws {TypeError} for a value that whoever made it should have refused or encoded
 */
export function requestHead({ method, target, headers, origin }: WireRequest, by?: Forwarding): string {
  let head = `${method} ${by ? `http://${origin.host}` : ''}${target} HTTP/1.1\r\nhost: ${origin.host}\r\n`;
  if (by) head += proxyHeaders(method, by);
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (!VALUE.test(value)) throw new TypeError(`the value of ${name} holds characters that no header may hold`);
    if (name !== 'host') head += `${name}: ${value}\r\n`;
  }
  return `${head}\r\n`;
}

/** What only the proxy is told: who asks, and that it is to keep nothing. In a PUT, that would be part of the object. */
function proxyHeaders(method: string, { authorization }: Forwarding): string {
  const proof = authorization === undefined ? '' : `proxy-authorization: ${authorization}\r\n`;
  return method === 'GET' || method === 'HEAD' ? `${proof}cache-control: no-cache, no-store\r\n` : proof;
}
