import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf, kill9, postgresOf } from './processes.ts';
import { reapAtEnd, temporaryFolder } from './reap.ts';

export type ProductOptions = {
  /** The default is a new temporary folder. Give that of a former product to start it again. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Command-line flags, such as `--no-sample`. */
  args?: string[];
  /** Another program than `server/main.ts`. */
  entry?: string;
};

/** The whole product in processes of its own. */
export type Product = {
  /** Where it answers, without path and token: `http://127.0.0.1:12345`. */
  url: string;
  /** The URL of its ready line, as a person would open it. */
  readyUrl: string;
  /** The access token in that URL, if there is one. */
  token: string | undefined;
  dataDir: string;
  /** The server's process id. */
  pid: number;
  /** The embedded PostgreSQL's; null when none runs. */
  postgresPid(): number | null;
  /** The server's other children, such as its agent. */
  childPids(): number[];
  /** All that it has printed so far. */
  output(): string;
  /** SIGTERM; resolves with the exit code. Fails when it takes longer than 10 s, after killing everything. */
  stop(): Promise<number | null>;
  /** SIGKILL, by default to the server alone; PostgreSQL then lives on until the next start adopts it. */
  kill9(what?: 'server' | 'postgres' | 'children' | 'all'): Promise<void>;
  /** Resolves with the exit code when the server has ended, however that came; null after a signal. */
  exited: Promise<number | null>;
};

/** The product ended without getting ready. */
export class ProductFailed extends Error {
  readonly exitCode: number | null;
  readonly output: string;

  constructor(exitCode: number | null, output: string) {
    super(`The product ended with ${exitCode} before it was ready:\n${output}`);
    this.exitCode = exitCode;
    this.output = output;
  }
}

const root = join(import.meta.dirname, '..', '..');

/**
 * Starts the product on a free port and waits for its ready line. Whatever it started ends with the test process.
 * @throws ProductFailed when it ends instead.
 */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? temporaryFolder();
  reapAtEnd('cluster', dataDir);
  const entry = options.entry ?? join(root, 'server', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...(options.args ?? [])], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, by which all of it can be ended.
    detached: true,
    env: { ...cleanEnvironment(), PORT: '0', SLUICE_DATA_DIR: dataDir, ...options.env },
  });
  const pid = child.pid ?? 0;
  reapAtEnd('group', pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const readyUrl = await readyLine(child, () => output, exited);
  const address = new URL(readyUrl);

  const kill = async (what: 'server' | 'postgres' | 'children' | 'all' = 'server') => {
    const postgres = postgresOf(dataDir);
    const pids = {
      server: [pid],
      postgres: postgres === null ? [] : [postgres],
      children: childPids(pid, postgres),
      all: [...childPids(pid, postgres), ...(postgres === null ? [] : [postgres]), pid],
    };
    await Promise.all(pids[what].map(kill9));
  };
  return {
    url: address.origin,
    readyUrl,
    token: address.searchParams.get('token') ?? new URLSearchParams(address.hash.slice(1)).get('token') ?? undefined,
    dataDir,
    pid,
    postgresPid: () => postgresOf(dataDir),
    childPids: () => childPids(pid, postgresOf(dataDir)),
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      const late = sleep(60_000, 'late' as const, { ref: false });
      const code = await Promise.race([exited, late]);
      if (code !== 'late') return code;
      await kill('all');
      throw new Error(`The product did not stop within a minute:\n${output}`);
    },
    kill9: kill,
    exited,
  };
}

function childPids(pid: number, postgres: number | null): number[] {
  return childrenOf(pid).filter((child) => child !== postgres);
}

async function readyLine(child: ChildProcess, output: () => string, exited: Promise<number | null>): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /^Sluice is ready at (\S+)$/m.exec(output())?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('error', reject);
    void exited.then((code) => reject(new ProductFailed(code, output())));
  });
}

/** The caller's environment without what would steer the product. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = (name: string) =>
    ['PORT', 'HOST', 'DATABASE_URL', 'NODE_ENV'].includes(name) || name.startsWith('SLUICE_');
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own(name)));
}
