import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';
import { figuresLine } from './figures.ts';
import { Nudge } from './nudge.ts';
import { readSettings } from './settings.ts';
import { untilAborted } from './until-aborted.ts';
import { variablesOfStep } from './variables.ts';

test('back-off grows, keeps below its limit, and is never nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, random) => {
        const wait = backOffMs(attempt, 2_000, random);
        expect(wait).toBeGreaterThanOrEqual(25);
        expect(wait).toBeLessThanOrEqual(2_000);
      },
    ),
  );
  expect([1, 2, 3].map((attempt) => backOffMs(attempt, 2_000, 0))).toEqual([50, 100, 200]);
});

test('work that ignores an abort does not hold it up for ever', async () => {
  const controller = new AbortController();
  const outcome = untilAborted(sleep(60_000, undefined, { ref: false }), controller.signal, 10);
  controller.abort(new Error('stop'));
  expect(await outcome).toMatchObject({ ok: false, error: new Error('stop') });
});

test('work that ends in order is waited for, aborted or not', async () => {
  const controller = new AbortController();
  expect(await untilAborted(sleep(5), controller.signal, 10)).toEqual({ ok: true });
  const tidy = untilAborted(
    sleep(20).then(() => Promise.reject(new Error('tidied up'))),
    controller.signal,
    5_000,
  );
  controller.abort();
  expect(await tidy).toMatchObject({ ok: false, error: new Error('tidied up') });
});

test('a nudge that comes before anybody sleeps is not lost', async () => {
  const nudge = new Nudge();
  nudge.give();
  expect(await nudge.taken(60_000, new AbortController().signal)).toBe(true);
  expect(await nudge.taken(1, new AbortController().signal)).toBe(false);
});

test('figures are told in one line', () => {
  expect(figuresLine(1, 1_000_000, 500)).toBe('1 object, 1 MB in 500 ms (2 MB/s)');
  expect(figuresLine(50_000, 0, 4_200)).toBe('50,000 objects, 0 bytes in 4.2 s');
  expect(figuresLine(3, 12_440_000_000, 3_725_000)).toBe('3 objects, 12.4 GB in 1 h 2 min (3.34 MB/s)');
});

test('the agent’s settings are checked, and the message names the variable', () => {
  const good = { SLUICE_SERVER_URL: 'http://127.0.0.1:1', SLUICE_AGENT_CREDENTIAL: 'c', SLUICE_AGENT_SLOTS: '3' };
  const mebibyte = 1024 ** 2;
  expect(readSettings(good)).toMatchObject({
    serverUrl: 'http://127.0.0.1:1',
    identity: { credential: 'c', token: undefined },
    stopWithinMs: 20_000,
    deregisters: false,
    slots: 3,
    transferMemory: 96 * mebibyte,
  });
  expect(readSettings({ ...good, SLUICE_TRANSFER_MEMORY: '1024' }).transferMemory).toBe(864 * mebibyte);
  expect(() => readSettings({ ...good, SLUICE_TRANSFER_MEMORY: '64' })).toThrow('SLUICE_TRANSFER_MEMORY');
  expect(() => readSettings({ ...good, SLUICE_SERVER_URL: undefined })).toThrow('SLUICE_SERVER_URL');
  expect(() => readSettings({ ...good, SLUICE_AGENT_STOP_SECONDS: '0' })).toThrow('SLUICE_AGENT_STOP_SECONDS');
  expect(() => readSettings({ ...good, SLUICE_AGENT_SLOTS: 'many' })).toThrow('SLUICE_AGENT_SLOTS');
});

test('the predefined variables have their values, and no other name has one', () => {
  const operation = { id: 'opn_1', name: 'Copy', steps: [] };
  const lookUp = variablesOfStep({ runId: 'run_1', operation }, 'agent', {
    now: new Date('2026-01-31T14:05:09Z'),
  });
  expect(lookUp('jitterbit.operation.name')).toBe('Copy');
  expect(lookUp('jitterbit.operation.instance.guid')).toBe('run_1');
  expect([lookUp('date'), lookUp('time')]).toEqual(['2026-01-31', '140509']);
  expect(lookUp('toString')).toBeUndefined();
});
