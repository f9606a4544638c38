import { z } from 'zod';
import type { ResolvedConnection } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';

/** A connection's settings, checked. */
export interface FilesConnection {
  readonly name: string;
  /** As it was entered. */
  readonly folder: string;
}

const ConnectionSettings = z.object({
  folder: z
    .string()
    .trim()
    .min(1)
    .refine((text) => text.isWellFormed() && !text.includes('\0')),
});

/** @throws {ConnectorError} `connection-invalid` */
export function parseConnection({ name, settings }: ResolvedConnection): FilesConnection {
  const parsed = ConnectionSettings.safeParse(settings);
  if (parsed.success) return { name, folder: parsed.data.folder };
  throw new ConnectorError({
    code: 'connection-invalid',
    message: `The connection "${name}" cannot be used: it has no Folder, or not the path of one.`,
    todo: 'Open the connection and enter the Folder.',
  });
}
