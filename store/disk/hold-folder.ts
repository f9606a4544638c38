import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The name of the local socket that stands for a folder. The kernel lets go of it when the process ends, however it ends. */
function socketName(folder: string): string {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24);
  if (process.platform === 'linux') return `\0sluice-store-${hash}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\sluice-store-${hash}`;
  return join(tmpdir(), `sluice-store-${hash}.sock`);
}

function listen(name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(name, () => resolve(server.unref()));
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/**
 * Takes a data folder for this process; two stores on one folder would destroy each other's logs.
 * @returns what lets go of it
 * @throws Error when another store has it
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = socketName(folder);
  const taken = new Error(`The folder ${folder} is in use by another store. Stop that one or choose another folder.`);
  const server = await listen(name).catch(async (error: unknown) => {
    if (!isTaken(error)) throw error;
    // Outside Linux and Windows a killed process leaves its socket's file behind.
    if (name.startsWith('\0') || process.platform === 'win32' || (await answers(name))) throw taken;
    rmSync(name, { force: true });
    return listen(name);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}
