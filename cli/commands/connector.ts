import { hostname, userInfo } from 'node:os';
import { routes } from '../../shared/api/routes.ts';
import { misused } from '../arguments.ts';
import type { Command, Surroundings } from '../command.ts';
import { packageOf } from '../connector/package.ts';
import { EXIT } from '../exit-codes.ts';
import { bytesInWords, table } from '../words.ts';

/** Publishes a version of a connector, or lists what is published. */
export const connector: Command = {
  name: 'connector',
  given: ['publish or list', '[folder]'],
  options: {},
  run: async (args, surroundings) => {
    const [action = '', folder] = args.positionals;
    if (action === 'list' && folder === undefined) return list(args.has('json'), surroundings);
    if (action !== 'publish') throw misused(`connector takes publish or list, and not: ${action}`);
    if (folder === undefined) throw misused('The folder of the connector is missing.');
    return publish(folder, args.has('json'), surroundings);
  },
};

async function publish(folder: string, asJson: boolean, { api, print }: Surroundings): Promise<number> {
  const { descriptor, module, sha256 } = await packageOf(folder);
  const body = { descriptor, module: module.toString('base64'), sha256, publishedBy: `${userName()}@${hostname()}` };
  const published = await api.call(routes.publishConnector, { body });
  const { connector: id, version } = published;
  print(asJson ? `${JSON.stringify(published)}\n` : `${id} ${version} sha256:${published.sha256 ?? sha256}\n`);
  return EXIT.success;
}

async function list(asJson: boolean, { api, print }: Surroundings): Promise<number> {
  const { connectors } = await api.call(routes.listRegistry);
  if (asJson) {
    print(`${JSON.stringify(connectors)}\n`);
    return EXIT.success;
  }
  const rows = connectors.flatMap(({ id, name, versions }) =>
    versions.map((one) => [
      id,
      one.version,
      one.size === null ? '' : bytesInWords(one.size),
      one.publishedAt?.slice(0, 19) ?? 'built in',
      one.publishedBy ?? '',
      one.sha256?.slice(0, 12) ?? '',
      name,
    ]),
  );
  print(table([['CONNECTOR', 'VERSION', 'SIZE', 'PUBLISHED', 'BY', 'SHA-256', 'NAME'], ...rows]));
  return EXIT.success;
}

/** A process in a container may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
