import { z } from 'zod';
import type { Descriptor } from '../connector.ts';
import { Id } from '../project/id.ts';

/** Where a version of a connector is from: it came with the product, or was published. */
export const ConnectorOrigin = z.enum(['built-in', 'published']);
export type ConnectorOrigin = z.infer<typeof ConnectorOrigin>;

/** The server has checked it, by `shared/connector-package/descriptor.ts`, when it was published. */
const CheckedDescriptor = z.custom<Descriptor>((value) => typeof value === 'object' && value !== null && 'id' in value);

/** A connector as the palette and the screens show it: by the descriptor of its latest version. */
export const CurrentConnector = z.object({
  descriptor: CheckedDescriptor,
  version: z.string(),
  origin: ConnectorOrigin,
});
export type CurrentConnector = z.infer<typeof CurrentConnector>;

/** One version in the registry. */
export const RegisteredVersion = z.object({
  version: z.string(),
  origin: ConnectorOrigin,
  /** SHA-256 of the module, in hex; null of what came with the product. */
  sha256: z.string().nullable(),
  /** Of the module, in bytes; null of what came with the product. */
  size: z.number().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  /** As whoever published it has named themself. */
  publishedBy: z.string().nullable(),
});
export type RegisteredVersion = z.infer<typeof RegisteredVersion>;

/** A connector in the registry. */
export const RegisteredConnector = z.object({
  id: z.string(),
  name: z.string(),
  latest: z.string(),
  /** The newest first. */
  versions: z.array(RegisteredVersion),
  /** Every agent that has it, with the version it has. */
  agents: z.array(
    z.object({ id: Id, name: z.string(), agentGroupName: z.string(), version: z.string(), isOnline: z.boolean() }),
  ),
});
export type RegisteredConnector = z.infer<typeof RegisteredConnector>;

/** What holds for the whole installation. */
export const Policy = z.object({
  /** **Disable Auto Connector Update**: Test then never replaces a connector that an agent has. */
  disableAutoConnectorUpdate: z.boolean(),
});
export type Policy = z.infer<typeof Policy>;
