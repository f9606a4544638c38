import type { CurrentConnector } from '../../shared/api/connectors.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { DescriptorSchema } from '../../shared/connector-package/descriptor.ts';
import { compareVersions } from '../../shared/connector-package/version.ts';
import type { Wake } from '../agents/wake.ts';
import type { Database } from '../database/connect.ts';
import { messageOf } from '../database/log.ts';
import type { Queryable } from '../database/sql.ts';
import type { Log } from '../log.ts';
import { builtIn, builtInConnectors } from './built-in.ts';

/** What a publish tells to every server. */
export const CONNECTORS_TOPIC = 'connectors';

/** Read again this often, in case a notification was missed. */
const READ_EVERY_MS = 30_000;
const READ_AGAIN_MS = 1_000;

/** Every connector by the descriptor of its latest version, in each server process. */
export interface ConnectorCatalog {
  /** As this process knows them: what was published a moment ago elsewhere may be missing. */
  readonly descriptors: readonly Descriptor[];
  descriptorOf(id: string): Descriptor | undefined;
  /** As they are now. */
  current(): Promise<readonly CurrentConnector[]>;
  /** Keeps up with what is published anywhere, until the signal aborts. */
  follow(wake: Wake, signal: AbortSignal): void;
}

const SHIPPED: readonly CurrentConnector[] = builtInConnectors.map((descriptor) => ({
  descriptor,
  version: descriptor.version,
  origin: 'built-in',
}));

export function createCatalog({ db }: Pick<Database, 'db'>, log: Log): ConnectorCatalog {
  let connectors = SHIPPED;
  let descriptors = builtInConnectors;
  /** Published descriptors never change. */
  const read = new Map<string, Descriptor>();

  let begun = 0;
  let newest = 0;

  const current = async () => {
    begun += 1;
    const number = begun;
    const found = await latestConnectors(db, read);
    // One that was begun later has been answered before: what this one has found is older.
    if (number < newest) return connectors;
    newest = number;
    const isSame =
      found.length === connectors.length &&
      found.every(({ descriptor }, index) => descriptor === connectors[index]?.descriptor);
    if (!isSame) {
      connectors = found;
      descriptors = found.map(({ descriptor }) => descriptor);
    }
    return connectors;
  };

  const keepUp = async (wake: Wake, signal: AbortSignal) => {
    const watch = wake.watch([CONNECTORS_TOPIC]);
    while (!signal.aborted) {
      const wait = await current().then(
        () => READ_EVERY_MS,
        (error: unknown) => {
          log.warn({ err: messageOf(error) }, 'The registry of connectors could not be read; trying again');
          return READ_AGAIN_MS;
        },
      );
      await watch.next(wait, signal);
    }
    watch.end();
  };

  return {
    get descriptors() {
      return descriptors;
    },
    descriptorOf: (id) => descriptors.find((descriptor) => descriptor.id === id),
    current,
    follow: (wake, signal) => {
      void keepUp(wake, signal);
    },
  };
}

/** Those that came with the product first, in their order; then the others by their names. */
async function latestConnectors(where: Queryable, read: Map<string, Descriptor>): Promise<CurrentConnector[]> {
  const versions = await where.selectFrom('connector_versions').select(['connector', 'version']).execute();
  const newest = new Map<string, string>();
  for (const { connector, version } of versions) {
    const best = newest.get(connector) ?? builtIn(connector)?.version;
    if (best === undefined || compareVersions(version, best) > 0) newest.set(connector, version);
  }
  const published = new Map<string, CurrentConnector>();
  for (const [connector, version] of newest) {
    const descriptor = await publishedDescriptor(where, read, connector, version);
    if (descriptor) published.set(connector, { descriptor, version, origin: 'published' });
  }
  const shipped = SHIPPED.map((one) => published.get(one.descriptor.id) ?? one);
  const others = [...published.values()].filter(({ descriptor }) => !builtIn(descriptor.id));
  return [...shipped, ...others.sort((a, b) => a.descriptor.name.localeCompare(b.descriptor.name))];
}

async function publishedDescriptor(
  where: Queryable,
  read: Map<string, Descriptor>,
  connector: string,
  version: string,
): Promise<Descriptor | undefined> {
  const key = `${connector} ${version}`;
  const known = read.get(key);
  if (known) return known;
  const row = await where
    .selectFrom('connector_versions')
    .select('descriptor')
    .where('connector', '=', connector)
    .where('version', '=', version)
    .executeTakeFirst();
  const descriptor = DescriptorSchema.safeParse(row?.descriptor).data;
  if (descriptor) read.set(key, descriptor);
  return descriptor;
}
