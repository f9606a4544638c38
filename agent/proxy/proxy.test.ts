import { expect, test } from 'vitest';
import type { ProxySettings, ProxyState } from '../../shared/proxy/proxy-settings.ts';
import { AgentProxy } from './agent-proxy.ts';
import { ownProxy } from './own-proxy.ts';

test('an environment’s proxy is read, with what is percent-encoded in it', () => {
  expect(ownProxy(undefined, 'x')).toBeUndefined();
  expect(ownProxy(' ', undefined)).toBeUndefined();
  expect(ownProxy('http://proxy.example.com', undefined)).toEqual({
    host: 'proxy.example.com',
    port: 3128,
    userName: '',
    password: '',
    noProxy: [],
  });
  expect(ownProxy('http://a%40b:p%3Aw%2F@[2001:db8::1]:8080/', 'a.example.com, 10.0.0.0/8')).toEqual({
    host: '2001:db8::1',
    port: 8080,
    userName: 'a@b',
    password: 'p:w/',
    noProxy: ['a.example.com', '10.0.0.0/8'],
  });
  for (const url of ['http://proxy:80', ' http://proxy:80/ ', 'http://proxy:80\n'])
    expect(ownProxy(url, undefined)?.port).toBe(80);
});

test.each([
  ['proxy:3128', undefined, 'SLUICE_PROXY_URL'],
  ['https://user:marker@proxy', undefined, 'SLUICE_PROXY_URL'],
  ['socks5://user:marker@proxy', undefined, 'SLUICE_PROXY_URL'],
  ['http://user:marker@proxy/path', undefined, 'SLUICE_PROXY_URL'],
  ['http://user:100%marker@proxy', undefined, 'SLUICE_PROXY_URL'],
  ['http://:marker@proxy', undefined, 'SLUICE_PROXY_URL'],
  ['http://proxy', '10.0.0.0/40', 'SLUICE_NO_PROXY'],
])('%s, %s: what is wrong is said, and no password', (url, list, variable) => {
  const read = () => ownProxy(url, list);
  expect(read).toThrow(variable);
  try {
    read();
  } catch (error) {
    expect(String(error)).not.toContain('marker');
  }
});

const settings = (host: string): ProxySettings => ({ host, port: 3128, userName: '', password: '', noProxy: [] });
const set = (host: string): ProxyState => ({ kind: 'set', settings: settings(host) });

test('what the server tells counts, the newest of it; the environment only while nothing is set there', () => {
  const proxy = new AgentProxy(settings('own'));
  expect(proxy.now()).toEqual(set('own'));
  proxy.take({ version: 3, state: set('third') });
  proxy.take({ version: 2, state: set('second') });
  proxy.take(undefined);
  expect([proxy.version, proxy.now()]).toEqual([3, set('third')]);
  proxy.take({ version: 4, state: { kind: 'none' } });
  expect(proxy.now()).toEqual(set('own'));
  for (const kind of ['cloud-group', 'unreadable'] as const) {
    proxy.take({ version: proxy.version + 1, state: { kind } });
    expect(proxy.now()).toEqual({ kind });
  }
  expect(new AgentProxy().now()).toEqual({ kind: 'none' });
});
