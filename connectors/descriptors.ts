import type { Descriptor } from '../shared/connector.ts';
import { descriptor as amazonS3 } from './amazon-s3/descriptor.ts';
import { descriptor as localFiles } from './local-files/descriptor.ts';

/** The browser-safe half of every connector, in the order of the palette. */
export const descriptors: readonly Descriptor[] = [amazonS3, localFiles];

/** The descriptor of a connector; undefined when there is none of that id. */
export function descriptorOf(id: string): Descriptor | undefined {
  return descriptors.find((descriptor) => descriptor.id === id);
}
