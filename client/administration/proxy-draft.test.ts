import { expect, test } from 'vitest';
import type { AgentProxyDetail } from '../../shared/api/agent-proxy.ts';
import { ApiError } from '../api/api-error.ts';
import { draftOf, inputOf, problemsOf, refusedField } from './proxy-draft.ts';

const stored: AgentProxyDetail = {
  host: 'proxy.example.com',
  port: 3128,
  userName: 'agent',
  hasPassword: true,
  noProxy: ['10.0.0.0/8', '.example.com'],
};

test('what is set comes back as it is, and nothing of it is wrong', () => {
  const draft = draftOf(stored);
  expect(inputOf(draft)).toEqual({
    host: stored.host,
    port: stored.port,
    userName: stored.userName,
    noProxy: stored.noProxy,
  });
  expect(problemsOf(draft, stored)).toEqual([]);
});

test('a new proxy needs a host and a port', () => {
  const fields = (draft: Partial<ReturnType<typeof draftOf>>) =>
    problemsOf({ ...draftOf(null), ...draft }, null).map(({ field }) => field);
  expect(fields({})).toEqual(['host', 'port']);
  expect(fields({ host: ' proxy ', port: ' 8080 ' })).toEqual([]);
  expect(fields({ host: 'proxy', port: '80a' })).toEqual(['port']);
  expect(fields({ host: 'proxy', port: '80', noProxy: 'a b\nc,,d' })).toEqual([]);
  expect(fields({ host: 'proxy', port: '80', password: 'x' })).toEqual(['password']);
});

test('a stored password is asked for again when it would go elsewhere', () => {
  const wrong = (change: Partial<ReturnType<typeof draftOf>>) => problemsOf({ ...draftOf(stored), ...change }, stored);
  for (const change of [{ host: 'other' }, { port: '3129' }, { userName: 'other' }]) {
    expect(wrong(change).map(({ field }) => field)).toEqual(['password']);
    expect(wrong({ ...change, password: 'again' })).toEqual([]);
  }
  expect(wrong({ userName: '', host: 'other' })).toEqual([]);
  expect(wrong({ noProxy: '*' })).toEqual([]);
});

test('the field that the server refuses is known', () => {
  const error = (details: unknown) => new ApiError({ code: 'proxy-invalid', message: 'm', status: 422, details });
  expect(refusedField(error({ field: 'host' }))).toBe('host');
  expect(refusedField(error(undefined))).toBeUndefined();
  expect(refusedField(null)).toBeUndefined();
});
