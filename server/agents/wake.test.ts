import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { createWake, type Wake } from './wake.ts';

let database: TestDatabase;
let wake: Wake;
const never = new AbortController().signal;

beforeAll(async () => {
  database = await testDatabase();
  wake = createWake(database);
  await wake.start();
});
afterAll(async () => {
  wake.stop();
  await database.close();
});

test('who waits in one server is woken by what happens in another', async () => {
  const other = createWake(database);
  const watch = wake.watch(['cancel agt_1']);
  const woken = watch.next(60_000, never);
  await other.tell(database.db, 'cancel agt_1');
  await woken;
  watch.end();
});

test('what happens between making the watch and waiting is not missed', async () => {
  const [watch, witness] = [wake.watch(['a']), wake.watch(['a'])];
  await wake.tell(database.db, 'a');
  await witness.next(60_000, never);
  await watch.next(60_000, never);
  watch.end();
  witness.end();
});

test('other topics do not wake, an abort does', async () => {
  const controller = new AbortController();
  const watch = wake.watch(['mine']);
  let isWoken = false;
  const woken = watch.next(60_000, controller.signal).then(() => {
    isWoken = true;
  });
  const witness = wake.watch(['theirs']);
  await wake.tell(database.db, 'theirs');
  await witness.next(60_000, never);
  expect(isWoken).toBe(false);
  controller.abort();
  await woken;
  watch.end();
  witness.end();
});
