import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Watch } from './watch.ts';

const hours = 3_600_000;

test('a watch calls with what did not come, once', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let calls = 0;
  const watch = new Watch((failure) => {
    calls += 1;
    resolve(failure);
  });
  watch.expect(hours, 'first');
  watch.expect(1, 'second');
  // The timer that all watches share does not keep the process.
  const keeping = setInterval(() => undefined, 1000);
  expect(await promise).toBe('second');
  await sleep(200);
  clearInterval(keeping);
  expect(calls).toBe(1);
});

test('a watch at rest does not call', async () => {
  let calls = 0;
  const watch = new Watch(() => {
    calls += 1;
  });
  watch.expect(1, 'nothing');
  watch.rest();
  await sleep(200);
  expect(calls).toBe(0);
});

test('what comes while the process is held up has come in time', async () => {
  let calls = 0;
  const watch = new Watch(() => {
    calls += 1;
  });
  watch.expect(1500, 'nothing');
  await sleep(100);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
  await sleep(60);
  expect(calls).toBe(0);
  watch.rest();
});
