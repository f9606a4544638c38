import type { WireRequest } from './exchange.ts';

/** RFC 9110, section 5.5. A line break could smuggle in another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Request line and headers, with the empty line after them. @throws {TypeError} for a value that whoever made it should have refused or encoded */
export function requestHead({ method, target, headers, origin }: WireRequest): string {
  let head = `${method} ${target} HTTP/1.1\r\nhost: ${origin.host}\r\n`;
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (!VALUE.test(value)) throw new TypeError(`the value of ${name} holds characters that no header may hold`);
    if (name !== 'host') head += `${name}: ${value}\r\n`;
  }
  return `${head}\r\n`;
}
