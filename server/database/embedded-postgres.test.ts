import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { isRunning, kill9, postgresOf, until } from '../../testing/product/processes.ts';
import { reapAtEnd, temporaryFolder } from '../../testing/product/reap.ts';
import { sharedBinaries, silentLog } from '../../testing/product/test-database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

// Whole clusters are made and started here, on disks that others may be busy with.
vi.setConfig({ testTimeout: 120_000 });

const running: EmbeddedPostgres[] = [];

function newFolder(): string {
  const dataDir = temporaryFolder();
  reapAtEnd('cluster', dataDir);
  return dataDir;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDir, log: silentLog, binariesDir: sharedBinaries() });
  running.push(embedded);
  return embedded;
}

async function query(embedded: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const client = new Client(embedded.connection());
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows;
}

/** Runs a script of this folder's in a process of its own, which ends only by being killed. */
function startElsewhere(dataDir: string, script: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, DATA_DIR: dataDir, BINARIES: sharedBinaries() },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  reapAtEnd('group', child.pid ?? 0);
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const pid = child.pid ?? 0;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (target: number) => {
    process.kill(target, 'SIGKILL');
    await exited;
  };
  return { pid, output: () => output, kill: () => kill(pid), killWithChildren: () => kill(-pid) };
}

const startScript = `
  import { startEmbeddedPostgres } from './embedded-postgres.ts';
  const log = { info() {}, warn() {}, error() {} };
  await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR, log, binariesDir: process.env.BINARIES });
  console.log('ready');
  setInterval(() => {}, 1000);
`;

afterAll(async () => {
  for (const embedded of running) await embedded.stop();
});

describe('the embedded PostgreSQL', () => {
  it('starts in an empty folder, keeps its data over a stop, and listens on no network', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    expect(first.adopted).toBe(false);
    await query(first, 'create table kept as select 42 as answer');
    expect(await query(first, `select current_setting('listen_addresses') as it`)).toEqual([{ it: '' }]);
    expect(await query(first, `select current_setting('fsync') as it`)).toEqual([{ it: 'on' }]);
    const pid = first.pid();
    await first.stop();
    expect(isRunning(pid)).toBe(false);
    const second = await start(dataDir);
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('asks for the password of the data folder, which others cannot read', async () => {
    const dataDir = newFolder();
    const embedded = await start(dataDir);
    const stranger = new Client({ ...embedded.connection(), password: 'guess' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    const postgres = join(dataDir, 'postgres');
    expect(statSync(join(postgres, 'password')).mode & 0o077).toBe(0);
    expect(statSync(join(postgres, 'data-18')).mode & 0o077).toBe(0);
    expect(statSync(String(embedded.connection().host)).mode & 0o077).toBe(0);
    await embedded.stop();
  });

  it('is never left half made by an initdb that is killed', async () => {
    const dataDir = newFolder();
    const complete = (name: string) => /^data-\d+$/.test(name);
    for (let round = 0; round < 4; round++) {
      const made = () => readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('data-'));
      const before = safely(made);
      const { killWithChildren } = startElsewhere(dataDir, startScript);
      await until('initdb to begin', () => safely(made).some((name) => !before.includes(name)), 60_000);
      await sleep(round * 120);
      await killWithChildren();
      if (made().some(complete)) break;
      expect(made().every((name) => name.includes('.new-'))).toBe(true);
    }
    const embedded = await start(dataDir);
    expect(await query(embedded, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.stop();
    expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.includes('.new-'))).toEqual([]);
  });

  it('is adopted after a kill -9 of the process that started it', async () => {
    const dataDir = newFolder();
    const { kill, output } = startElsewhere(dataDir, startScript);
    await until('the first process to be ready', () => output().includes('ready'), 60_000);
    const postgres = postgresOf(dataDir);
    await kill();
    const embedded = await start(dataDir);
    expect(embedded.adopted).toBe(true);
    expect(embedded.pid()).toBe(postgres);
    await embedded.stop();
    expect(postgresOf(dataDir)).toBeNull();
  });

  it('comes back by itself after a kill -9, with all that was committed', async () => {
    const embedded = await start(newFolder());
    embedded.supervise();
    await query(embedded, 'create table kept as select 42 as answer');
    const open = new Client(embedded.connection());
    open.on('error', () => undefined);
    await open.connect();
    const former = embedded.pid();
    await kill9(former);
    await until('another server', () => embedded.pid() !== former, 60_000);
    expect(await query(embedded, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await embedded.stop();
  });

  it('starts although its pid file names a living process that is no PostgreSQL', async () => {
    const dataDir = newFolder();
    const embedded = await start(dataDir);
    const pidFile = join(dataDir, 'postgres', 'data-18', 'postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    await kill9(embedded.pid());
    // As after a restart of a container, where process ids begin anew.
    const other = startElsewhere(dataDir, 'setInterval(() => {}, 1000)');
    writeFileSync(pidFile, text.replace(/^\d+/, String(other.pid)));
    const next = await start(dataDir);
    expect(await query(next, 'select 1 as one')).toEqual([{ one: 1 }]);
    await next.stop();
    await other.kill();
  });

  it('is started once by two processes at the same time', async () => {
    const dataDir = newFolder();
    const both = await Promise.all([start(dataDir), start(dataDir)]);
    expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    expect(both[0].pid()).toBe(both[1].pid());
    await both[0].stop();
  });

  it('puts its socket elsewhere when the data folder’s path is too long for one', async () => {
    const parent = newFolder();
    // Root's PostgreSQL runs as somebody else, who must get through.
    chmodSync(parent, 0o755);
    const dataDir = join(parent, 'x'.repeat(100));
    reapAtEnd('cluster', dataDir);
    const embedded = await start(dataDir);
    expect(String(embedded.connection().host).length).toBeLessThan(90);
    expect(await query(embedded, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.stop();
  });

  it('says which folder cannot be written', async () => {
    const dataDir = join(newFolder(), 'file');
    writeFileSync(dataDir, '');
    chmodSync(dataDir, 0o600);
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'folder-not-writable',
      message: expect.stringContaining(dataDir),
    });
  });
});

function safely(list: () => string[]): string[] {
  try {
    return list();
  } catch {
    return [];
  }
}
