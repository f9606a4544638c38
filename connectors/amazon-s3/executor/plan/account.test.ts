import { expect, test } from 'vitest';
import type { ResolvedSettings } from '../../../../shared/connector.ts';
import { parseConnection } from '../connection.ts';
import { accountOf, isAmazon } from './account.ts';

const of = (settings: ResolvedSettings) =>
  parseConnection({ name: 'C', settings: { accessKeyId: 'AKIA1', secretAccessKey: 's', ...settings } });
const account = (settings: ResolvedSettings) => accountOf(of(settings));

test('one account is one whatever its name, region, patience and way of addressing', () => {
  expect(account({ region: 'eu-west-1', forcePathStyle: true, maximumAttempts: 2 })).toBe(account({}));
  const url = 'https://storage.example.com';
  expect(account({ endpointUrl: `${url}/`, region: 'other' })).toBe(account({ endpointUrl: url }));
});

test.each<[string, ResolvedSettings]>([
  ['key', { accessKeyId: 'AKIA2' }],
  ['session', { sessionToken: 't' }],
  ['chain', { credentials: 'chain' }],
  ['endpoint', { endpointUrl: 'https://storage.example.com' }],
  ['port', { endpointUrl: 'https://storage.example.com:9000' }],
])('another %s is another account', (_, settings) => {
  expect(account(settings)).not.toBe(account({}));
});

test('it holds no secret', () => {
  expect(account({ accessKeyId: 'AKIASECRETIVE', secretAccessKey: 'very secret' })).toMatch(/^[0-9a-f]{32}$/);
});

test('Amazon is told from others', () => {
  expect(isAmazon(of({}))).toBe(true);
  expect(isAmazon(of({ endpointUrl: 'https://s3.eu-west-1.amazonaws.com' }))).toBe(true);
  expect(isAmazon(of({ endpointUrl: 'https://amazonaws.com.example.com' }))).toBe(false);
});
