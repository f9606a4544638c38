import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quick, recorder, transfer } from '../test-support/run-step.ts';
import { type TestStore, testStore } from '../test-support/test-store.ts';
import { ClockSkew, type Refusal } from './clock-skew.ts';

const HOUR = 3_600_000;
const bytes = randomBytes(100_000);
let at: TestStore;

beforeAll(async () => {
  at = await testStore();
  await at.witness.put('from', bytes);
});
afterAll(() => at.stop());

const skewLines = (context: ReturnType<typeof recorder>) =>
  context.logs.filter(({ code }) => code === 'clock-skew-corrected');

test.each([
  ['behind', -7 * HOUR, /25,[12]\d\d seconds behind that/],
  ['ahead of', 30 * 24 * HOUR, /2,59[12],\d{3} seconds ahead of that/],
])('an agent whose clock is %s the storage goes on with its time, and says so once', async (_, off, words) => {
  const executor = quick({ clock: () => new Date(Date.now() + off) });
  at.store.faults.clearRequests();
  const context = recorder();
  await transfer(executor, at.connection(), { bucket: 'data', key: 'from' }, { bucket: 'data', key: 'to' }, context);
  expect(await at.witness.bytes('to')).toEqual(bytes);
  expect(skewLines(context)).toMatchObject([{ level: 'warning', text: expect.stringMatching(words) }]);
  expect(at.store.faults.count({ status: 403 })).toBe(1);
  const again = recorder();
  await transfer(executor, at.connection(), { bucket: 'data', key: 'from' }, { bucket: 'data', key: 'to' }, again);
  expect(skewLines(again)).toEqual([]);
  expect(at.store.faults.count({ status: 403 })).toBe(1);
  executor.close();
});

test('a storage that refuses its own time as well is told to have another clock', async () => {
  at.store.faults.set([
    { match: { operation: 'GetObject' }, effect: { kind: 'error', status: 403, code: 'RequestTimeTooSkewed' } },
  ]);
  const executor = quick({ clock: () => new Date(Date.now() + HOUR) });
  const run = transfer(executor, at.connection(), { bucket: 'data', key: 'from' }, { bucket: 'data', key: 'to' });
  await expect(run).rejects.toMatchObject({ code: 'clock-skew' });
  at.store.faults.clear();
  executor.close();
});

const refusal = (status: number, code: string, date: string): Refusal => ({
  status,
  headers: date === '' ? {} : { date },
  body: code === '' ? '' : `<Error><Code>${code}</Code><ServerTime>2026-01-01T12:00:00Z</ServerTime></Error>`,
});

test.each([
  ['what S3 names so', refusal(403, 'RequestTimeTooSkewed', 'Thu, 01 Jan 2026 12:00:00 GMT'), true],
  ['the time in the body', refusal(403, 'RequestTimeTooSkewed', ''), true],
  ['a HEAD refused without a word', refusal(403, '', 'Thu, 01 Jan 2026 12:00:00 GMT'), true],
  ['a HEAD refused with the right time', refusal(403, '', 'Thu, 01 Jan 2026 09:00:09 GMT'), false],
  ['a refusal for another reason', refusal(403, 'AccessDenied', 'Thu, 01 Jan 2026 12:00:00 GMT'), false],
  ['no time', refusal(403, '', ''), false],
])('by %s the clock is corrected or not', (_, refused, corrects) => {
  const now = new Date('2026-01-01T09:00:00Z');
  const skew = new ClockSkew(() => now);
  expect(skew.correct(refused, now)).toBe(corrects);
  // Another request that was on its way with the old time is to be signed anew as well.
  expect(skew.correct(refused, now)).toBe(corrects);
  expect(skew.news()).toBe(corrects ? 10_800 : undefined);
  expect(skew.news()).toBeUndefined();
});
