import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNoProxyEntry, isWithoutProxy, noProxyEntries } from './no-proxy.ts';

const without = (list: string, host: string, port = 443) => isWithoutProxy(noProxyEntries(list), host, port);

describe('a no-proxy list', () => {
  test.each<[string, string, number, boolean]>([
    ['*', 'anything.example.com', 1, true],
    ['*', '2001:db8::1', 1, true],
    ['storage.example.com', 'storage.example.com', 443, true],
    ['Storage.Example.com.', 'storage.example.COM', 443, true],
    ['storage.example.com', 'bucket.storage.example.com', 443, true],
    ['storage.example.com', 'mystorage.example.com', 443, false],
    ['.example.com', 'storage.example.com', 443, true],
    ['*.example.com', 'a.b.example.com', 443, true],
    ['.example.com', 'example.com', 443, false],
    ['*.example.com', 'example.com', 443, false],
    ['localhost', 'localhost', 9000, true],
    ['storage.example.com:9000', 'storage.example.com', 9000, true],
    ['storage.example.com:9000', 'storage.example.com', 9001, false],
    ['.example.com:9000', 'a.example.com', 9000, true],
    ['10.0.0.7', '10.0.0.7', 443, true],
    ['10.0.0.7', '10.0.0.70', 443, false],
    ['10.0.0.7:9000', '10.0.0.7', 9000, true],
    ['10.0.0.7:9000', '10.0.0.7', 9001, false],
    ['10.0.0.0/8', '10.255.3.4', 443, true],
    ['10.0.0.0/8', '11.0.0.1', 443, false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', 443, true],
    ['0.0.0.0/0', '198.51.100.1', 443, true],
    ['0.0.0.0/0', '2001:db8::1', 443, false],
    ['2001:db8::1', '2001:DB8:0:0::1', 443, true],
    ['[2001:db8::1]', '2001:db8::1', 443, true],
    ['[2001:db8::1]:9000', '2001:db8::1', 9000, true],
    ['[2001:db8::1]:9000', '2001:db8::1', 443, false],
    ['2001:db8::/32', '2001:db8:ffff::1', 443, true],
    ['2001:db8::/32', '2001:db9::1', 443, false],
    // An address matches an address, never the name that might stand for it.
    ['127.0.0.1', 'localhost', 443, false],
    ['0.0.0.0/0', 'example.com', 443, false],
    ['', 'example.com', 443, false],
    ['a.example.com, b.example.com\n10.0.0.0/8', 'b.example.com', 443, true],
    ['bücher.example', 'xn--bcher-kva.example', 443, true],
  ])('%j leaves out %s:%i: %s', (list, host, port, expected) => {
    expect(without(list, host, port)).toBe(expected);
  });

  test.each([
    '',
    ' ',
    '10.0.0',
    '10.0.0.300',
    '10.0.0.0/33',
    '::1/129',
    'a..b',
    '-a',
    'http://a',
    'a:0',
    'a:70000',
    'a b',
    '*:80',
    '[::1',
    '1.2.3.04',
  ])('has no entry like %j', (entry) => {
    expect(isNoProxyEntry(entry)).toBe(false);
    expect(isWithoutProxy([entry], 'a', 443)).toBe(false);
  });
});

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const port = fc.integer({ min: 1, max: 65_535 });

describe('whatever is in the list', () => {
  test('networks hold what Node’s own block list says they hold', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(address, fc.nat(128), address, (base, width, asked) => {
        const isV4 = !base.includes(':');
        const bits = isV4 ? width % 33 : width;
        const list = new BlockList();
        list.addSubnet(base, bits, isV4 ? 'ipv4' : 'ipv6');
        const family = asked.includes(':') ? 'ipv6' : 'ipv4';
        // Node does not look at IPv4 addresses in networks of IPv6.
        if (family === 'ipv4' && !isV4) return;
        expect(isWithoutProxy([`${base}/${bits}`], asked, 443)).toBe(list.check(asked, family));
      }),
      { numRuns: 2000 },
    );
  });

  test('a network holds its own addresses, near ones included', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(32), fc.nat(0xffff_ffff), (base, bits, noise) => {
        const value = base.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
        const rest = 2 ** (32 - bits);
        const near = value - (value % rest) + (noise % rest);
        const asked = [24, 16, 8, 0].map((shift) => Math.floor(near / 2 ** shift) % 256).join('.');
        expect(isWithoutProxy([`${base}/${bits}`], asked, 443)).toBe(true);
      }),
    );
  });

  test('a name stands for itself and what is below it, `.name` for what is below alone', () => {
    fc.assert(
      fc.property(name, label, port, port, (host, sub, one, other) => {
        expect(isWithoutProxy([host], host, one)).toBe(true);
        expect(isWithoutProxy([host], `${sub}.${host}`, one)).toBe(true);
        expect(isWithoutProxy([host], `${sub}${host}`, one)).toBe(false);
        expect(isWithoutProxy([`.${host}`], host, one)).toBe(false);
        expect(isWithoutProxy([`.${host}`], `${sub}.${host}`, one)).toBe(true);
        expect(isWithoutProxy([`${host}:${one}`], host, other)).toBe(one === other);
      }),
    );
  });

  test('order and more entries never put something back behind the proxy', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), fc.array(name, { maxLength: 5 }), name, (before, after, host) => {
        expect(isWithoutProxy([...before, host, ...after], host, 443)).toBe(true);
        const hit = isWithoutProxy(before, host, 443);
        expect(isWithoutProxy([...before].reverse(), host, 443)).toBe(hit);
        if (hit) expect(isWithoutProxy([...after, ...before], host, 443)).toBe(true);
      }),
    );
  });

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.oneof(fc.string(), name), port, (entries, host, at) => {
        expect(typeof isWithoutProxy(entries, host, at)).toBe('boolean');
      }),
    );
  });
});
