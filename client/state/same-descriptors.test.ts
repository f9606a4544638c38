import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { sameDescriptors } from './same-descriptors.ts';

const copy = (list: readonly Descriptor[]): Descriptor[] => structuredClone([...list]);

test('what says the same is the same list, so that nothing is drawn or checked anew', () => {
  expect(sameDescriptors(descriptors, copy(descriptors))).toBe(descriptors);
});

test('of a list that changed, the descriptors that did not are the same', () => {
  const [first, ...others] = descriptors;
  if (!first) throw new Error('there is no connector');
  const changed = { ...first, version: '99.0.0' };
  const after = sameDescriptors(descriptors, copy([changed, ...others]));
  expect(after[0]).toEqual(changed);
  expect(after.slice(1).every((one, index) => one === others[index])).toBe(true);
  expect(sameDescriptors(descriptors, copy(others))).toEqual(others);
  expect(sameDescriptors([], descriptors)).toEqual(descriptors);
});
