import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { reapAtEnd } from '../product/reap.ts';

/** A user name and a password as the tests' proxies know them. */
export const CREDENTIALS = { userName: 'plant-agent', password: 'pw-Zq8-4711-marker' } as const;

/** A proxy of the system's in a process of its own, on loopback, that speaks to the storage from an address of its own. */
export interface RealProxy {
  readonly port: number;
  /** Its access log so far. */
  log(): string;
  /** SIGKILL, with all that it has started. */
  kill(): Promise<void>;
  /** Starts it again on the same port; resolves when it answers. */
  start(): Promise<void>;
}

export interface ProxyOptions {
  /** To which ports it makes tunnels. */
  tunnels: readonly number[];
  /** Whether it asks who comes: see {@link CREDENTIALS}. */
  asks?: boolean;
}

/** Starts a program that is a proxy. @param log the file of its access log */
export async function runProxy(command: readonly string[], port: number, log: string): Promise<RealProxy> {
  let pid = 0;
  let ended: Promise<unknown> = Promise.resolve();
  const proxy: RealProxy = {
    port,
    log: () => readFileSync(log, 'utf8'),
    kill: async () => {
      process.kill(-pid, 'SIGKILL');
      await ended;
    },
    start: async () => {
      const [program = '', ...args] = command;
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      pid = child.pid ?? 0;
      reapAtEnd('group', pid);
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
      ended = new Promise((resolve) => child.once('exit', resolve));
      while (!(await answers(port))) {
        if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
  await proxy.start();
  return proxy;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
