import { z } from 'zod';
import type { AgentProxyDetail, AgentProxyInput } from '../../shared/api/agent-proxy.ts';
import { noProxyEntries } from '../../shared/proxy/no-proxy.ts';
import { type ProxyProblem, proxyProblems } from '../../shared/proxy/proxy-problems.ts';
import { ApiError } from '../api/api-error.ts';

/** The dialog's fields as they are typed. */
export interface ProxyFormDraft {
  host: string;
  port: string;
  userName: string;
  /** Empty: a stored one stays. */
  password: string;
  noProxy: string;
}

export function draftOf(proxy: AgentProxyDetail | null): ProxyFormDraft {
  return {
    host: proxy?.host ?? '',
    port: proxy ? String(proxy.port) : '',
    userName: proxy?.userName ?? '',
    password: '',
    noProxy: proxy?.noProxy.join('\n') ?? '',
  };
}

export function inputOf(draft: ProxyFormDraft): AgentProxyInput {
  const port = draft.port.trim();
  return {
    host: draft.host.trim(),
    port: /^\d+$/.test(port) ? Number(port) : 0,
    userName: draft.userName,
    ...(draft.password === '' ? {} : { password: draft.password }),
    noProxy: noProxyEntries(draft.noProxy),
  };
}

/** What is wrong with the fields. @param stored what is set now */
export function problemsOf(draft: ProxyFormDraft, stored: AgentProxyDetail | null): ProxyProblem[] {
  const input = inputOf(draft);
  const isSame = stored?.host === input.host && stored.port === input.port && stored.userName === input.userName;
  const needed = stored?.hasPassword && input.userName !== '' && input.password === undefined && !isSame;
  const problems = proxyProblems(input);
  if (needed && problems.length === 0)
    problems.push({ field: 'password', message: 'Type the password again: host, port or user name have changed.' });
  return problems;
}

const Details = z.object({ field: z.enum(['host', 'port', 'userName', 'password', 'noProxy']) });

/** The field that the server refuses, if it names one. */
export function refusedField(error: Error | null): ProxyProblem['field'] | undefined {
  const details = error instanceof ApiError ? Details.safeParse(error.details) : undefined;
  return details?.success ? details.data.field : undefined;
}
