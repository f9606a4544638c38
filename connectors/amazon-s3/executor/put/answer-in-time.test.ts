import { expect, test } from 'vitest';
import { answerInTime } from './answer-in-time.ts';

const never = () => Promise.reject(new Error('came late, though it came in time'));

test('an answer is given on', async () => {
  expect(await answerInTime(new AbortController().signal, async () => 5, never)).toBe(5);
});

test('an answer that is on its way when the run is canceled is waited for', async () => {
  const run = new AbortController();
  const { promise, resolve } = Promise.withResolvers<number>();
  const answer = answerInTime(run.signal, () => promise, never);
  run.abort();
  resolve(5);
  expect(await answer).toBe(5);
});

test('one that does not come in time does not hold up the cancel, and is tidied up when it comes', async () => {
  const run = new AbortController();
  const { promise, resolve } = Promise.withResolvers<number>();
  const late = Promise.withResolvers<number>();
  const answer = answerInTime(
    run.signal,
    () => promise,
    async (value) => late.resolve(value),
  );
  run.abort();
  await expect(answer).rejects.toMatchObject({ code: 'canceled', nature: 'canceled' });
  resolve(7);
  expect(await late.promise).toBe(7);
});

test('once canceled nothing is asked for, and errors come through', async () => {
  await expect(answerInTime(AbortSignal.abort(), () => Promise.resolve(5), never)).rejects.toMatchObject({
    code: 'canceled',
  });
  const failing = answerInTime(new AbortController().signal, () => Promise.reject(new Error('no')), never);
  await expect(failing).rejects.toThrow('no');
});
