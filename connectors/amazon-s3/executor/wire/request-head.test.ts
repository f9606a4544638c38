import { expect, test } from 'vitest';
import { requestHead } from './request-head.ts';

const origin = { secure: false, hostname: 'storage.example', port: 80, host: 'storage.example' };
const head = (headers: Record<string, string>) =>
  requestHead({ origin, method: 'PUT', target: '/b/k%20?x=1', headers });

test('a request begins with its line, its host and its headers', () => {
  expect(head({ host: 'elsewhere', 'x-amz-meta-a': 'b \xe4' })).toBe(
    'PUT /b/k%20?x=1 HTTP/1.1\r\nhost: storage.example\r\nx-amz-meta-a: b \xe4\r\n\r\n',
  );
});

test.each(['a\r\nx: y', 'a\nb', 'a\0', 'a\u010a', '\u{1f600}'])(
  'a header cannot be smuggled in by the value %j',
  (value) => {
    expect(() => head({ 'x-amz-meta-a': value })).toThrow('x-amz-meta-a');
  },
);
