import { parseIpAddress } from './ip-address.ts';
import { MOST_NO_PROXY } from './most-entries.ts';
import { hostName, isNoProxyEntry } from './no-proxy.ts';
import type { ProxySettings } from './proxy-settings.ts';

/** A proxy as somebody has typed it; an absent password stays what it was. */
export type ProxyDraft = Omit<ProxySettings, 'password'> & { readonly password?: string | undefined };

export interface ProxyProblem {
  readonly field: keyof ProxySettings;
  readonly message: string;
}

const LONGEST = 512;

/** What is wrong with a proxy's settings, at most one thing for each field. */
export function proxyProblems(draft: ProxyDraft): ProxyProblem[] {
  const found: Record<keyof ProxySettings, string | undefined> = {
    host: hostProblem(draft.host),
    port: portProblem(draft.port),
    userName: userNameProblem(draft.userName),
    password: draft.password === undefined ? undefined : passwordProblem(draft.password, draft.userName),
    noProxy: noProxyProblem(draft.noProxy),
  };
  const fields: (keyof ProxySettings)[] = ['host', 'port', 'userName', 'password', 'noProxy'];
  return fields.flatMap((field) => {
    const message = found[field];
    return message === undefined ? [] : [{ field, message }];
  });
}

function hostProblem(host: string): string | undefined {
  if (host === '') return 'Enter the host of the proxy.';
  if (/^[a-z]+:\/\//i.test(host)) return 'Enter the host alone, without http:// in front.';
  if (/^[^:]+:\d+$/.test(host)) return 'Enter the host alone; the port has a field of its own.';
  const isHost = parseIpAddress(host) !== undefined || hostName(host) !== undefined;
  return isHost ? undefined : 'Enter a name such as proxy.example.com, or an IP address.';
}

function portProblem(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? undefined : 'Enter a port from 1 to 65535.';
}

/** RFC 7617, section 2. */
function userNameProblem(userName: string): string | undefined {
  if (userName.length > LONGEST) return `Enter at most ${LONGEST} characters.`;
  if (userName.includes(':')) return 'A user name of a proxy can’t hold a colon.';
  return hasControls(userName) ? 'A user name can’t hold control characters.' : undefined;
}

function passwordProblem(password: string, userName: string): string | undefined {
  if (password !== '' && userName === '') return 'Enter the user name that the password belongs to.';
  if (password.length > LONGEST) return `Enter at most ${LONGEST} characters.`;
  return hasControls(password) ? 'A password can’t hold control characters.' : undefined;
}

function noProxyProblem(entries: readonly string[]): string | undefined {
  if (entries.length > MOST_NO_PROXY) return `Enter at most ${MOST_NO_PROXY} entries.`;
  const wrong = entries.find((entry) => !isNoProxyEntry(entry));
  return wrong === undefined
    ? undefined
    : `“${wrong.slice(0, 80)}” is none of: a name, .name, an IP address, a network such as 10.0.0.0/8, each with :port if need be; or *.`;
}

const hasControls = (text: string) => /\p{Cc}/u.test(text);
