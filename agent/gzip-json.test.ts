import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gzipJson } from './gzip-json.ts';

test('long lists in an object come out as JSON has them', async () => {
  const row = fc.option(fc.record({ key: fc.string(), size: fc.nat() }), { nil: undefined });
  const lists = fc.record({ count: fc.nat(), gone: fc.constant(undefined), objects: fc.array(row, { maxLength: 40 }) });
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 0, max: 60 }), async (value, repeated) => {
      const objects = Array.from({ length: repeated }, () => value.objects).flat();
      const whole = { ...value, objects, more: [], last: 'é' };
      const text = gunzipSync(await gzipJson(whole)).toString('utf8');
      expect(text).toBe(JSON.stringify(whole));
    }),
    { numRuns: 30 },
  );
});
