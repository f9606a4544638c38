import { noProxyEntries } from '../../shared/proxy/no-proxy.ts';
import { proxyProblems } from '../../shared/proxy/proxy-problems.ts';
import type { ProxySettings } from '../../shared/proxy/proxy-settings.ts';

const DEFAULT_PORT = 3128;

/**
 * The proxy that an agent's environment gives it, for installations without anybody at a browser.
 * @param url `http://user:password@proxy.example.com:3128`, user and password percent-encoded where need be
 * @param list as `SLUICE_NO_PROXY` has it: apart by commas
 * @throws {Error} with a message for the person who starts the agent; it never holds what is in the variable
 */
export function ownProxy(url: string | undefined, list: string | undefined): ProxySettings | undefined {
  const given = url?.trim() ?? '';
  if (given === '') return undefined;
  const parsed = parse(given);
  if (!parsed) throw new Error('SLUICE_PROXY_URL must be like http://proxy.example.com:3128.');
  if (parsed.protocol !== 'http:')
    throw new Error(
      'SLUICE_PROXY_URL must begin with http://: Sluice talks to HTTP proxies, which carry TLS in a tunnel.',
    );
  const settings = {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? (/:80(\/|$)/.test(given) ? 80 : DEFAULT_PORT) : Number(parsed.port),
    userName: decoded(parsed.username),
    password: decoded(parsed.password),
    noProxy: noProxyEntries(list ?? ''),
  };
  const [wrong] = proxyProblems(settings);
  if (!wrong) return settings;
  const name = wrong.field === 'noProxy' ? 'SLUICE_NO_PROXY' : 'SLUICE_PROXY_URL';
  throw new Error(`${name} is wrong: ${wrong.message}`);
}

function parse(url: string): URL | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed && parsed.hostname !== '' && /^\/?$/.test(parsed.pathname) && parsed.search === '' ? parsed : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('SLUICE_PROXY_URL: a percent sign in the user name or the password is to be written as %25.');
  }
}
