import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalAgent } from '../../server/agents/local-agent.ts';
import type { LocalAgent } from '../../server/core.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { commandOf } from '../kill/leftovers.ts';
import { childrenOf } from '../product/processes.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type StorageWorld, startStorageWorld } from '../runs/storage-world.ts';
import { type Relay, startRelay } from '../scale/relay.ts';

/** A server with its own agent in a process, a storage, and the folder that this agent may use. */
export interface FilesWorld {
  world: StorageWorld;
  /** What the agent allows by itself: `<data folder>/files`. */
  folder: string;
  filesId: Id;
  /** Between the agent and the server. */
  network: Relay;
  /** Draws an operation of steps at the storage and in the folder, told apart by their types. */
  draw(...steps: [type: string, settings: Settings][]): Promise<Id>;
  agentPid(): number | undefined;
  /** All files and folders in a folder of it, sorted. */
  all(within?: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function startFilesWorld(): Promise<FilesWorld> {
  const world = await startStorageWorld();
  const { server, project, at } = world;
  const dataDir = temporaryFolder();
  const network = await startRelay({ ports: () => [Number(new URL(server.url).port)] });
  const local: LocalAgent = await startLocalAgent({ core: server.app.core, serverUrl: network.url, dataDir });
  const folder = join(dataDir, 'files');
  const storage = { url: at.url, accessKeyId: 'AKIATESTCONNECTOR123', secretAccessKey: 'secret/for+tests' };
  const storageId = await project.connect('Bucket', storage);
  const filesId = await project.connectTo('local-files', 'Files', { folder });
  let drawn = 0;
  return {
    world,
    folder,
    filesId,
    network,
    draw: (...steps) => {
      drawn += 1;
      return project.draw(
        `Files ${drawn}`,
        steps.map(([type, settings], index) => {
          const isFile = type.endsWith('-file') || type.endsWith('-files');
          return {
            connectionId: isFile ? filesId : storageId,
            type,
            name: `${type} ${drawn} ${index} of files`,
            settings: isFile ? settings : { bucketOptions: 'text', ...settings },
          };
        }),
      );
    },
    agentPid: () => childrenOf(process.pid).find((pid) => commandOf(pid).includes('agent/main.ts')),
    all: async (within = '') => (await readdir(join(folder, within), { recursive: true })).sort(),
    close: async () => {
      await local.stop(2_000);
      network.close();
      await world.close();
    },
  };
}
