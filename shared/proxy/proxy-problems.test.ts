import { expect, test } from 'vitest';
import { type ProxyDraft, proxyProblems } from './proxy-problems.ts';

const good: ProxyDraft = { host: 'proxy.example.com', port: 3128, userName: '', noProxy: [] };
const wrong = (change: Partial<ProxyDraft>) => proxyProblems({ ...good, ...change }).map(({ field }) => field);

test('what can be used is taken', () => {
  for (const host of ['proxy', 'proxy.example.com', '10.0.0.7', '2001:db8::7']) expect(wrong({ host })).toEqual([]);
  expect(wrong({ userName: 'agent', password: 'p:w/ü@ %' })).toEqual([]);
  expect(wrong({ userName: 'agent', password: '' })).toEqual([]);
  expect(wrong({ noProxy: ['*', '.example.com', '10.0.0.0/8', '[::1]:9000'] })).toEqual([]);
});

test('what cannot be is said at its field, in words', () => {
  for (const host of ['', 'http://proxy', 'proxy:3128', 'pro xy', 'proxy/x', '10.0.0.300'])
    expect(wrong({ host })).toEqual(['host']);
  for (const port of [0, -1, 65_536, 1.5, Number.NaN]) expect(wrong({ port })).toEqual(['port']);
  expect(wrong({ userName: 'a:b' })).toEqual(['userName']);
  expect(wrong({ userName: 'a\nb' })).toEqual(['userName']);
  expect(wrong({ password: 'secret' })).toEqual(['password']);
  expect(wrong({ userName: 'a', password: 'b\u0000' })).toEqual(['password']);
  expect(proxyProblems({ ...good, noProxy: ['a', '10.0.0.0/40'] })[0]?.message).toContain('“10.0.0.0/40”');
  expect(proxyProblems({ ...good, host: 'http://proxy.example.com:3128' })[0]?.message).toContain('without http://');
});
