import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { addressOf, NO_PROXIES, trustedProxies } from './address.ts';

function request(from: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: from });
  const message = new IncomingMessage(socket);
  if (forwarded !== undefined) message.headers['x-forwarded-for'] = forwarded;
  return message;
}

const proxies = trustedProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

test.each([
  ['10.1.2.3', '203.0.113.9', '203.0.113.9'],
  ['::ffff:10.1.2.3', '203.0.113.9', '203.0.113.9'],
  ['fd00::1', '2001:db8::5', '2001:db8::5'],
  // What the caller itself has put there is no proxy's word.
  ['10.1.2.3', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['10.1.2.3', '198.51.100.1, 203.0.113.9, 192.0.2.7', '203.0.113.9'],
  ['10.1.2.3', '10.9.9.9, 10.8.8.8', '10.9.9.9'],
  ['10.1.2.3', 'nonsense, 10.8.8.8', '10.8.8.8'],
  ['10.1.2.3', '', '10.1.2.3'],
  ['10.1.2.3', undefined, '10.1.2.3'],
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
])('a request from %s, forwarded for %s, came from %s', (from, forwarded, expected) => {
  expect(addressOf(request(from, forwarded), proxies ?? NO_PROXIES)).toBe(expected);
});

test('without trusted proxies nobody’s word counts', () => {
  expect(addressOf(request('10.1.2.3', '203.0.113.9'), NO_PROXIES)).toBe('10.1.2.3');
});

test.each(['10.0.0.0/33', 'proxy', '10.0.0', '10.0.0.0/8/8', '10.0.0.0/', 'fd00::/129', ''])(
  '%s is no network',
  (network) => {
    expect(trustedProxies([network])).toBeNull();
  },
);
