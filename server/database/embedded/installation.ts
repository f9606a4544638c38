import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { ensureBinaries } from './binaries.ts';
import { clusterUser, ensureCluster, ensurePassword } from './cluster.ts';
import { prepareDataDir, preparePostgresDir, prepareSocketDir } from './folders.ts';
import { findDistribution } from './platform.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';

/** Everything on disk that is needed to start the embedded PostgreSQL of one data folder. */
export type Installation = {
  dataDir: string;
  /** Holds `bin/postgres`. */
  bin: string;
  /** The cluster: PGDATA. */
  data: string;
  /** PostgreSQL's own log; holds no statements and no values. */
  logFile: string;
  /** Null on Windows, which listens on loopback instead. */
  socketDir: string | null;
  password: string;
  runAs: RunAs | null;
};

/** With a Unix socket the port is a mere part of the socket's name. */
export const socketPort = 5432;

/**
 * Prepares the data folder: binaries, password, cluster, socket folder. Safe to call from several processes at
 * once, and after any of them was killed.
 * @throws StartupError for an unwritable folder, an unsupported platform, a failing initdb.
 */
export async function prepareInstallation(dataDir: string, binariesDir?: string): Promise<Installation> {
  const distribution = findDistribution();
  const folder = await prepareDataDir(dataDir);
  const data = join(folder, 'postgres', `data-${distribution.major}`);
  const runAs = await chooseRunAs(data);
  const postgresDir = await preparePostgresDir(folder, runAs);
  const bin = await ensureBinaries(distribution, binariesDir ?? postgresDir);
  const password = await ensurePassword(join(postgresDir, 'password'));
  await ensureCluster({ bin, data, password, runAs });
  const socketDir = process.platform === 'win32' ? null : await prepareSocketDir(postgresDir, socketPort, runAs);
  return { dataDir: folder, bin, data, logFile: join(postgresDir, 'server.log'), socketDir, password, runAs };
}

/** How to connect to a database of the cluster. */
export function connectionTo(installation: Installation, port: number, database: string): ClientConfig {
  const { socketDir, password } = installation;
  return { host: socketDir ?? '127.0.0.1', port, user: clusterUser, password, database };
}
