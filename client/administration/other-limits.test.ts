import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { otherLimits } from './other-limits.ts';

test('the documented defaults are told, with those of the lists', () => {
  const told = otherLimits(descriptors.filter(({ id }) => id === 'amazon-s3')).map(({ name, value }) => [name, value]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['Operation time out', '2 hours'],
      [expect.stringMatching(/^List Objects: Maximum/), '100,000'],
      [expect.stringMatching(/^List Objects: .*at a time/i), '16'],
      ['Debug mode', '14 days ahead at most'],
    ]),
  );
});
