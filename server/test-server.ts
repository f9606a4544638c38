import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Id, newId } from '../shared/project/id.ts';
import { temporaryFolder } from '../testing/product/reap.ts';
import { type TestDatabase, testDatabase } from '../testing/product/test-database.ts';
import { type App, buildApp } from './app.ts';
import { hostPolicy } from './http/access.ts';
import type { AccessToken } from './http/access-token.ts';
import type { TrustedProxies } from './http/address.ts';
import { listen } from './http/listen.ts';
import { secretKey } from './secrets/cipher.ts';
import { VERSION } from './version.ts';

/** A server on a real database and a real port, for tests. */
export interface TestServer {
  url: string;
  app: App;
  database: TestDatabase;
  /** Everything that was logged, as JSON lines. */
  logged(): string;
  /** Stops and starts the server on the same database, as a new process would. */
  restart(): Promise<void>;
  /** Another server on the same database, with the same key. */
  another(): Promise<{ url: string; stop(): Promise<void> }>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** Proxies whose word counts about where a request came from. */
  proxies?: TrustedProxies;
  /** Makes the access token's check, for a server beyond loopback. */
  token?: (database: TestDatabase) => Promise<AccessToken>;
  bound?: string;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await testDatabase();
  const key = secretKey(randomBytes(32));
  const clientDir = await builtClient();
  let lines = '';
  const write = (line: string) => {
    lines += line;
  };
  const log = pino({ level: 'debug' }, { write });
  const token = options.token ? await options.token(database) : null;

  const start = async (port: number, serverId: Id) => {
    const hosts = hostPolicy(options.bound ?? '127.0.0.1');
    const app = buildApp({
      database,
      log,
      secretKey: key,
      hosts,
      token,
      clientDir,
      version: VERSION,
      serverId,
      proxies: options.proxies,
    });
    await app.start();
    const listening = await listen(app.handler, '127.0.0.1', port);
    const stop = async () => {
      app.endStreams();
      await listening.close(1000);
      await app.stop();
    };
    return { app, port: listening.port, stop };
  };

  const own = newId('srv');
  let running = await start(0, own);
  return {
    url: `http://127.0.0.1:${running.port}`,
    get app() {
      return running.app;
    },
    database,
    logged: () => lines,
    restart: async () => {
      await running.stop();
      running = await start(running.port, own);
    },
    another: async () => {
      const { port, stop } = await start(0, newId('srv'));
      return { url: `http://127.0.0.1:${port}`, stop };
    },
    close: async () => {
      await running.stop();
      await database.close();
    },
  };
}

/** Something in the place of the built client. */
async function builtClient(): Promise<string> {
  const folder = temporaryFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Sluice</title>');
  await writeFile(join(folder, 'assets', 'main-4f2a.js'), 'export {};');
  return folder;
}
