import { hash } from 'node:crypto';
import type { ConnectorDownload } from '../../shared/api/agent-connectors.ts';
import type { RegisteredVersion } from '../../shared/api/connectors.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { DescriptorSchema } from '../../shared/connector-package/descriptor.ts';
import { firstIssue } from '../../shared/connector-package/module.ts';
import { compareVersions } from '../../shared/connector-package/version.ts';
import type { Queryable, Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import { builtIn } from './built-in.ts';

/** The largest module that is taken, in bytes. */
export const MOST_MODULE_BYTES = 20 * 1024 * 1024;

/** A published version, without its module. */
export interface PublishedVersion extends ConnectorDownload {
  connector: string;
  publishedAt: Date;
  publishedBy: string | null;
}

/** What somebody publishes, as it came. */
export interface Publication {
  descriptor?: unknown;
  /** In base64. */
  module: string;
  sha256: string;
  publishedBy?: string | undefined;
}

/** Every published version of one connector or of all, the newest first. */
export async function publishedVersions(where: Queryable, connector?: string): Promise<PublishedVersion[]> {
  let query = where
    .selectFrom('connector_versions')
    .select(['connector', 'version', 'sha256', 'size', 'published_at', 'published_by']);
  if (connector !== undefined) query = query.where('connector', '=', connector);
  const rows = await query.execute();
  return rows
    .map(({ published_at: publishedAt, published_by: publishedBy, ...row }) => ({ ...row, publishedAt, publishedBy }))
    .sort((a, b) => compareVersions(b.version, a.version));
}

/**
 * Publishes a version, unless it is there already; the same content again changes nothing.
 * @throws {ApiError} `connector-invalid`, `body-too-large`, `connector-version-taken`
 */
export async function publish(
  trx: Transaction,
  publication: Publication,
): Promise<{ connector: string } & RegisteredVersion> {
  const descriptor = readDescriptor(publication.descriptor);
  const { id: connector, version } = descriptor;
  const module = Buffer.from(publication.module, 'base64');
  const sha256 = hash('sha256', module, 'hex');
  if (module.length === 0 || sha256 !== publication.sha256.toLowerCase())
    throw new ApiError('connector-invalid', `The module's SHA-256 is ${sha256}, and not ${publication.sha256}.`, {
      todo: 'It has changed on its way: publish it again.',
    });
  if (module.length > MOST_MODULE_BYTES)
    throw new ApiError('body-too-large', `The module is larger than ${MOST_MODULE_BYTES / 1024 ** 2} MiB.`, {
      todo: 'Bundle less into it.',
    });
  if (builtIn(connector)?.version === version) throw taken(descriptor, 'comes with the product');
  await trx
    .insertInto('connector_versions')
    .values({
      connector,
      version,
      sha256,
      size: module.length,
      descriptor: JSON.stringify(descriptor),
      module,
      published_by: publication.publishedBy ?? null,
    })
    .onConflict((conflict) => conflict.columns(['connector', 'version']).doNothing())
    .execute();
  const kept = (await publishedVersions(trx, connector)).find((one) => one.version === version);
  if (kept?.sha256 !== sha256) throw taken(descriptor, 'was published with another content');
  return { connector, ...registered(kept) };
}

/** As people see it. */
export function registered({ version, sha256, size, publishedAt, publishedBy }: PublishedVersion): RegisteredVersion {
  return { version, origin: 'published', sha256, size, publishedAt: publishedAt.toISOString(), publishedBy };
}

/** The module of a published version. @throws {ApiError} `connector-version-unknown` */
export async function moduleOf(where: Queryable, connector: string, version: string): Promise<Buffer> {
  const row = await where
    .selectFrom('connector_versions')
    .select('module')
    .where('connector', '=', connector)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row) return row.module;
  throw new ApiError('connector-version-unknown', `The registry has no version ${version} of "${connector}".`, {
    todo: 'Take one of those that it lists.',
  });
}

function readDescriptor(value: unknown): Descriptor {
  const read = DescriptorSchema.safeParse(value);
  if (read.success) return read.data;
  throw new ApiError('connector-invalid', `The descriptor is not one of a connector: ${firstIssue(read.error)}`, {
    todo: 'Mend the descriptor of the connector, then publish it again.',
  });
}

function taken({ id, name, version }: Descriptor, why: string): ApiError {
  return new ApiError('connector-version-taken', `Version ${version} of ${name} (${id}) ${why}.`, {
    todo: 'Give it a higher version, then publish it again.',
  });
}
