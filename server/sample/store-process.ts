import { type ChildProcess, spawn } from 'node:child_process';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { messageOf } from '../database/log.ts';
import type { Log } from '../log.ts';

export interface StoreProcessOptions {
  /** The folder of the buckets. */
  folder: string;
  /** The port to take if it is free; 0 for any. */
  port: number;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  log: Log;
  /** It answers here now: after the start, and after every restart. */
  onReady(url: string): Promise<void>;
  /** It could not be started, or ended; it is tried again. */
  onFailed(): void;
}

export interface StoreProcess {
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '..', '..', 'store', `main${extname(import.meta.filename)}`);
const START_MS = 15_000;
const STOP_MS = 2_500;
const Ready = z.object({ url: z.url() });

/** Keeps the embedded store running as a process of its own: what it does must not hold up the server. Returns at once. */
export function keepStoreRunning(options: StoreProcessOptions): StoreProcess {
  const { log } = options;
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  let { port } = options;

  const runOnce = async (): Promise<void> => {
    const started = startChild(options, port);
    child = started.child;
    try {
      const url = await started.ready;
      port = Number(new URL(url).port);
      await options.onReady(url);
      await started.gone;
    } catch (error) {
      if (started.failure().includes('EADDRINUSE')) port = 0;
      throw new Error(started.failure() || messageOf(error), { cause: error });
    } finally {
      started.child.kill('SIGTERM');
    }
  };
  const keep = async () => {
    for (let delay = 100; !stopping.signal.aborted; delay = Math.min(delay * 2, 5_000)) {
      const began = performance.now();
      await runOnce().catch((error) => {
        if (!stopping.signal.aborted) log.warn({ err: messageOf(error) }, 'The sample storage could not be started');
        options.onFailed();
      });
      if (performance.now() - began > 30_000) delay = 100;
      if (!stopping.signal.aborted) log.warn({}, 'The sample storage is not running; starting it again');
      await sleep(delay, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const kept = keep();

  return {
    stop: async () => {
      stopping.abort();
      child?.kill('SIGTERM');
      const timer = setTimeout(() => child?.kill('SIGKILL'), STOP_MS);
      await kept;
      clearTimeout(timer);
    },
  };
}

function startChild(options: StoreProcessOptions, port: number) {
  const { folder, region } = options;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      MAIN,
      ...['--data', folder, '--port', String(port), '--region', region, '--exit-with-parent'],
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // A terminal's Ctrl-C goes to its whole group: the store ends when we say so, or with us.
      detached: process.platform !== 'win32',
      windowsHide: true,
      env: {
        PATH: process.env.PATH ?? '',
        SLUICE_STORE_ACCESS_KEY_ID: options.accessKeyId,
        SLUICE_STORE_SECRET_ACCESS_KEY: options.secretAccessKey,
      },
    },
  );
  let failure = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    failure = (failure + text).slice(-2_000);
  });
  child.stdin.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      failure += error.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  const line = new Promise<string>((resolve) => {
    createInterface(child.stdout).once('line', resolve);
  });
  const ready = Promise.race([
    line.then((text) => Ready.parse(JSON.parse(text)).url),
    gone.then(() => Promise.reject(new Error('it ended before it was ready'))),
    sleep(START_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('it did not start in time'))),
  ]);
  return { child, ready, gone, failure: () => failure.trim() };
}
