import { expect, test } from 'vitest';
import type { ResolvedSettings } from '../../shared/connector.ts';
import type { Cursor } from '../../shared/runs/transfers.ts';
import { objectsConnector } from '../threads/test-support/objects-connector.ts';
import { runObjects } from '../threads/test-support/run-objects.ts';

interface Told {
  cursor: Cursor;
  /** How many receipts and failures were handed over with it and before it. */
  receipts: number;
  failures: number;
}

/** Every cursor that a run hands over. */
async function cursorsOf(objects: Readonly<Record<string, number>>, settings: ResolvedSettings = {}): Promise<Told[]> {
  const { connector } = await objectsConnector();
  const told: Told[] = [];
  let failures = 0;
  await runObjects(connector, objects, {
    settings,
    kept: (receipts, { cursor, failures: more }) => {
      failures += more.length;
      if (cursor) told.push({ cursor, receipts, failures });
    },
  });
  expect(told).not.toEqual([]);
  return told;
}

const dealtWith = ({ objects, skipped, failed }: Cursor) => objects + skipped + failed;

test('a cursor counts as done what the receipts and failures up to it tell of, and nothing else', async () => {
  for (const { cursor, receipts, failures } of await cursorsOf({ any: 4000, fail: 3000 }, { continueOnError: true })) {
    expect([cursor.objects, cursor.failed]).toEqual([receipts, failures]);
    expect(cursor.count + cursor.done.length).toBe(dealtWith(cursor));
  }
});

test('the object that ended a run is not counted as dealt with: another attempt tries it again', async () => {
  const { cursor, failures } = (await cursorsOf({ any: 50, fail: 1 })).at(-1) ?? {};
  expect(failures).toBe(1);
  expect(cursor).toMatchObject({ count: 50, objects: 50, failed: 0 });
});
