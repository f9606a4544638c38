import { descriptors } from '../../connectors/descriptors.ts';
import type { Descriptor } from '../../shared/connector.ts';

/** The descriptor of a connector that comes with the product; undefined when none of that id does. */
export function builtIn(id: string): Descriptor | undefined {
  return descriptors.find((descriptor) => descriptor.id === id);
}

/** Those that come with the product, in the order of the palette. */
export const builtInConnectors: readonly Descriptor[] = descriptors;
