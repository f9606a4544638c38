import type { Descriptor } from '../../shared/connector.ts';

/** The descriptors that were received; those from before, list and all, where they say the same. */
export function sameDescriptors(before: readonly Descriptor[], received: readonly Descriptor[]): readonly Descriptor[] {
  const known = new Map(before.map((descriptor) => [JSON.stringify(descriptor), descriptor]));
  const after = received.map((descriptor) => known.get(JSON.stringify(descriptor)) ?? descriptor);
  return after.length === before.length && after.every((one, index) => one === before[index]) ? before : after;
}
