import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Client } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kill9, postgresOf, until } from '../../testing/product/processes.ts';
import { reapAtEnd, temporaryFolder } from '../../testing/product/reap.ts';
import { sharedBinaries, silentLog, testDatabase } from '../../testing/product/test-database.ts';
import type { StartupError } from '../settings/startup-error.ts';
import { connectDatabase, type Database } from './connect.ts';
import { isDatabaseUnavailable } from './pool.ts';
import { sql } from './sql.ts';

// Whole clusters are made and started here, on disks that others may be busy with.
vi.setConfig({ testTimeout: 120_000 });

const binariesDir = sharedBinaries();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function newFolder(): string {
  const dataDir = temporaryFolder();
  reapAtEnd('cluster', dataDir);
  return dataDir;
}

async function connect(dataDir: string, onLost?: (error: StartupError) => void): Promise<Database> {
  const database = await connectDatabase({ dataDir, log: silentLog, binariesDir, ...(onLost && { onLost }) });
  open.push(database);
  return database;
}

function setKey(database: Database, key: string): Promise<unknown> {
  return database.db.insertInto('installation').values({ key, value: '1' }).execute();
}

async function keys(database: Database): Promise<string[]> {
  const rows = await database.db.selectFrom('installation').select('key').orderBy('key').execute();
  return rows.map(({ key }) => key);
}

/** Connects in a process of its own and prints how that went: `ready`, or the error. */
async function connectElsewhere(dataDir: string) {
  const script = `
    import { connectDatabase } from './connect.ts';
    const log = { info() {}, warn() {}, error() {} };
    try {
      const database = await connectDatabase({ dataDir: process.env.DATA_DIR, log, binariesDir: process.env.BINARIES });
      await database.announce('http://127.0.0.1:7460');
      await database.db.insertInto('installation').values({ key: 'elsewhere', value: '1' }).execute();
      console.log('ready');
    } catch (error) {
      console.log(error.code + ': ' + error.message);
      process.exit(1);
    }
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, DATA_DIR: dataDir, BINARIES: binariesDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  reapAtEnd('group', child.pid ?? 0);
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  await until('the other process to say something', () => output.includes('\n'), 60_000);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { pid: child.pid ?? 0, output, kill };
}

describe('the data folder', () => {
  it('is refused to a second process, which is told who has it and where', async () => {
    const dataDir = newFolder();
    const first = await connectElsewhere(dataDir);
    expect(first.output).toBe('ready\n');
    await expect(connect(dataDir)).rejects.toMatchObject({
      code: 'folder-in-use',
      message: expect.stringMatching(
        new RegExp(`pid ${first.pid}\\) is using the data folder ${dataDir} and answers at http://127.0.0.1:7460\\.`),
      ),
    });
    // The refused one did no harm.
    expect(postgresOf(dataDir)).not.toBeNull();
    await first.kill();
  });

  it('goes to the next process after a kill -9, with all that was committed', async () => {
    const dataDir = newFolder();
    const first = await connectElsewhere(dataDir);
    await first.kill();
    const database = await connect(dataDir);
    expect(await keys(database)).toEqual(['elsewhere']);
  });

  it('is refused within one process too, and given back by close()', async () => {
    const dataDir = newFolder();
    const database = await connect(dataDir);
    await expect(connect(dataDir)).rejects.toMatchObject({ code: 'folder-in-use' });
    await database.close();
    expect(postgresOf(dataDir)).toBeNull();
    await connect(dataDir);
  });
});

describe('a kill -9 of PostgreSQL under us', () => {
  it('is survived by pool, notifications, queue and lock', async () => {
    const dataDir = newFolder();
    const lost: StartupError[] = [];
    const database = await connect(dataDir, (error) => lost.push(error));
    await database.queue.createQueue('work');
    const heard: string[] = [];
    await database.listen('news', {
      onMessage: (payload) => heard.push(payload),
      onReconnected: () => heard.push('reconnected'),
    });
    await setKey(database, 'before');
    await killPostgres(dataDir);
    await until('queries to work again', () => setKey(database, 'after').then(Boolean, isNotUnavailable));
    expect(await keys(database)).toEqual(['after', 'before']);
    await until('the listener to be back', () => heard.includes('reconnected'));
    await database.notify(database.db, 'news', 'hello');
    await until('the notification', () => heard.includes('hello'));
    const id = crypto.randomUUID();
    await database.transaction((trx) => database.queue.send(trx, 'work', [{ id, data: {} }]));
    const jobs = await database.transaction((trx) => database.queue.take(trx, 'work', 5));
    expect(jobs).toEqual([{ id, data: {} }]);
    // Looked for, and not tried for: whoever tries too early takes it.
    await until('the lock to be held again', () => isLocked(database));
    await expect(connect(dataDir)).rejects.toMatchObject({ code: 'folder-in-use' });
    expect(lost).toEqual([]);
  });

  it('fails a transaction that was open, as a whole', async () => {
    const dataDir = newFolder();
    const database = await connect(dataDir);
    const transaction = database.transaction(async (trx) => {
      await trx.insertInto('installation').values({ key: 'half', value: '1' }).execute();
      await kill9(postgresOf(dataDir) ?? 0);
      // A backend may finish what it is at: let it notice that its postmaster is gone.
      await sql`select pg_sleep(60)`.execute(trx);
    });
    await expect(transaction).rejects.toSatisfy(isDatabaseUnavailable);
    await until('queries to work again', () => keys(database).then(Boolean, isNotUnavailable));
    expect(await keys(database)).toEqual([]);
  });
});

/** Kills PostgreSQL and waits for its successor: until then what is left of the former may still answer. */
async function killPostgres(dataDir: string): Promise<void> {
  const former = postgresOf(dataDir);
  await kill9(former ?? 0);
  await until('another PostgreSQL', () => ![null, former].includes(postgresOf(dataDir)), 60_000);
}

/** Whether some session holds the lock of the data folder. Migrations and the queue take theirs for a transaction only. */
async function isLocked({ db }: Database): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks where locktype = 'advisory' and classid = 0 and objid = 5810442 and granted`.execute(db);
  return rows.length === 1;
}

/** For errors while the database is away: goes on waiting, but fails at once for any other. */
function isNotUnavailable(error: unknown): false {
  if (isDatabaseUnavailable(error)) return false;
  throw error;
}

describe('DATABASE_URL', () => {
  async function refusal(databaseUrl: string): Promise<unknown> {
    return connectDatabase({ databaseUrl, dataDir: '/nowhere', log: silentLog }).then(
      (database) => database.close(),
      (error) => error,
    );
  }

  it('that nobody answers at gets a paragraph with the address and without the password', async () => {
    const error = await refusal('postgres://ada:s3cret@127.0.0.1:1/sluice');
    expect(error).toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('postgres://ada@127.0.0.1:1/sluice'),
    });
    expect(String(error)).toContain('nothing listens there');
    expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
  });

  it('of an unknown host, or of something that is no PostgreSQL, is told apart', async () => {
    expect(String(await refusal('postgres://ada:s3cret@nowhere.invalid/sluice'))).toContain('no host of that name');
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await refusal(`postgres://ada:s3cret@127.0.0.1:${port}/sluice`)).toMatchObject({
      code: 'database-unreachable',
    });
    server.close();
  });

  it('with a wrong password says so', async () => {
    const dataDir = newFolder();
    await connect(dataDir);
    const error = await refusal(`postgres://sluice:wr0ng@/sluice?host=${dataDir}/postgres/run`);
    expect(String(error)).toContain('refuses the user or the password');
    expect(String(error)).not.toContain('wr0ng');
  });

  it('serves several processes at once', async () => {
    const fresh = await testDatabase();
    open.push(fresh);
    const { host, port, user, database, password } = new Client(fresh.connection);
    const where = host.startsWith('/') ? `@/${database}?host=${host}&port=${port}` : `@${host}:${port}/${database}`;
    const databaseUrl = `postgres://${user}:${password}${where}`;
    const both = await Promise.all(
      [1, 2].map(() => connectDatabase({ databaseUrl, dataDir: '/nowhere', log: silentLog })),
    );
    open.push(...both);
    const heard: string[] = [];
    await both[1]?.listen('news', { onMessage: (payload) => heard.push(payload), onReconnected: () => undefined });
    if (both[0]) await both[0].notify(both[0].db, 'news', 'from the other');
    await until('the notification', () => heard.includes('from the other'));
  });
});
