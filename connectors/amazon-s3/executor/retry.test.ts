import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { nextPause, type RetryPolicy, withRetries } from './retry.ts';

const signal = new AbortController().signal;
const policy = (attempts: number): RetryPolicy => ({ attempts, baseMs: 1, capMs: 3, random: () => 0.5 });
const transient = () => new ConnectorError({ code: 'slow-down', message: 'slow down', nature: 'transient' });

describe('trying again', () => {
  test('stops at the first success', async () => {
    let tries = 0;
    const value = await withRetries(policy(5), signal, async () => {
      tries += 1;
      if (tries < 3) throw transient();
      return 'done';
    });
    expect([value, tries]).toEqual(['done', 3]);
  });

  test('gives up after so many attempts, with the last error', async () => {
    let tries = 0;
    const notices: number[] = [];
    const attempt = async () => {
      tries += 1;
      throw transient();
    };
    const run = withRetries(policy(4), signal, attempt, (failed) => notices.push(failed));
    await expect(run).rejects.toMatchObject({ code: 'slow-down' });
    expect([tries, notices]).toEqual([4, [1, 2, 3]]);
  });

  test('does not try what cannot help', async () => {
    let tries = 0;
    const run = withRetries(policy(4), signal, async () => {
      tries += 1;
      throw new ConnectorError({ code: 'key-missing', message: 'no' });
    });
    await expect(run).rejects.toMatchObject({ code: 'key-missing' });
    expect(tries).toBe(1);
  });

  test('counts anew after progress', async () => {
    let tries = 0;
    await withRetries(policy(2), signal, async (progressed) => {
      tries += 1;
      progressed();
      if (tries < 6) throw transient();
    });
    expect(tries).toBe(6);
  });

  test('ends its pause when canceled', async () => {
    const stop = new AbortController();
    const slow = { attempts: 9, baseMs: 3_600_000, capMs: 3_600_000, random: () => 0 };
    const run = withRetries(
      slow,
      stop.signal,
      async () => {
        throw transient();
      },
      () => stop.abort(),
    );
    await expect(run).rejects.toMatchObject({ code: 'slow-down' });
  });

  test('pauses stay between the shortest and the longest', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(100_000),
        (random, previous) => {
          const pause = nextPause(previous, { attempts: 1, baseMs: 100, capMs: 10_000, random: () => random });
          expect(pause).toBeGreaterThanOrEqual(100);
          expect(pause).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });
});
