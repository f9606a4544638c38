import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DEFAULT_REGION, REGIONS } from './regions.ts';

const Partitions = z.object({
  partitions: z.array(z.object({ regions: z.record(z.string(), z.object({ description: z.string() })) })),
});

/** The SDK's own table, which its package doesn't export by name. */
async function regionsOfTheSdk() {
  const file = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const { partitions } = Partitions.parse(Object.values(module)[0]);
  return partitions.flatMap(({ regions }) =>
    Object.entries(regions)
      .filter(([code]) => !code.endsWith('-global'))
      .map(([code, { description }]) => ({ code, name: description })),
  );
}

test('the regions are those that the AWS SDK knows', async () => {
  expect(REGIONS).toEqual(await regionsOfTheSdk());
});

test('the default region is one of them', () => {
  expect(REGIONS.map((region) => region.code)).toContain(DEFAULT_REGION);
});
