import { executor as amazonS3 } from '../connectors/amazon-s3/executor/executor.ts';
import { descriptorOf } from '../connectors/descriptors.ts';
import { executor as localFiles } from '../connectors/local-files/executor/executor.ts';
import type { Descriptor, Executor } from '../shared/connector.ts';

/** Both halves of a connector, as an agent has them. */
export interface InstalledConnector {
  descriptor: Descriptor;
  executor: Executor;
  /** The agent's folder of downloads, where it comes from. Absent: it came with the agent. */
  folder?: string;
}

/** The connectors of an agent, by id. */
export type Connectors = ReadonlyMap<string, InstalledConnector>;

const executors: Record<string, Executor> = { 'amazon-s3': amazonS3, 'local-files': localFiles };

/** The connectors that come with the agent. */
export const installedConnectors: Connectors = new Map(
  Object.entries(executors).flatMap(([id, executor]): [string, InstalledConnector][] => {
    const descriptor = descriptorOf(id);
    return descriptor ? [[id, { descriptor, executor }]] : [];
  }),
);
