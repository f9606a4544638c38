import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { sharedRegistration } from './administration/shared-registration.ts';
import { startLocalAgent } from './agents/local-agent.ts';
import { type App, buildApp } from './app.ts';
import { say } from './console.ts';
import type { LocalAgent } from './core.ts';
import { connectDatabase, type Database } from './database/connect.ts';
import { prepareDataDir } from './database/embedded/folders.ts';
import { hostPolicy, isLoopback, isWildcard } from './http/access.ts';
import { forgetAccessToken, openAccessToken } from './http/access-token.ts';
import { type Listening, listen } from './http/listen.ts';
import { type Log, openLog } from './log.ts';
import { serverIdOf } from './place.ts';
import { type Sample, startSample } from './sample/sample.ts';
import { loadSecretKey, secretKeyWarning } from './secrets/key.ts';
import type { Settings } from './settings/settings.ts';
import type { StartupError } from './settings/startup-error.ts';
import { VERSION } from './version.ts';

/** The running product. */
export interface Product {
  /** Where to open it; with the access token when that was made just now. */
  url: string;
  log: Log;
  /** Stops everything, the database last, within so many milliseconds. */
  stop(withinMs: number): Promise<void>;
}

const CLIENT_DIR = join(import.meta.dirname, '..', 'dist', 'client');

/**
 * Starts the product: log, database, server, sample, agent.
 * @param onLost called when it can't go on, and must be stopped.
 * @throws {StartupError}
 */
export async function startProduct(settings: Settings, onLost: (error: StartupError) => void): Promise<Product> {
  const dataDir = await prepareDataDir(settings.dataDir);
  const { log, hide } = await openLog(dataDir, settings.logLevel);
  const { databaseUrl } = settings;
  const secretKey = await loadSecretKey(dataDir, settings.secretKey);
  const database = await connectDatabase({ databaseUrl, dataDir, log, onLost });
  const undo: (() => Promise<unknown>)[] = [() => database.close()];
  try {
    const warning = await secretKeyWarning(database.db, secretKey);
    if (warning !== null) say(warning);
    const access = await openAccess(database, settings);
    // A token that nobody has seen must not be kept.
    if (access?.made) undo.unshift(() => forgetAccessToken(database.db));
    const registration = settings.agentRegistration;
    const app = buildApp({
      database,
      log,
      secretKey,
      hosts: hostPolicy(settings.host, settings.allowedHosts),
      token: access?.check ?? null,
      proxies: settings.trustedProxies,
      clientDir: CLIENT_DIR,
      version: VERSION,
      serverId: serverIdOf(dataDir),
      logDays: settings.logDays,
      sharedRegistration: registration ? sharedRegistration(registration.token, registration.group) : null,
    });
    const listening = await listen(app.handler, settings.host, settings.port);
    undo.unshift(() => listening.close(0));
    await app.start();
    undo.unshift(() => app.stop());
    const url = urlOf(shown(settings.host), listening.port);
    await database.announce(url);
    const sample = settings.sample ? await startSample({ core: app.core, key: secretKey, dataDir, hide }) : null;
    if (sample) undo.unshift(() => sample.stop());
    const serverUrl = urlOf(reachable(settings.host), listening.port).replace(/\/$/, '');
    const agent = settings.localAgent === false ? null : await startLocalAgent({ core: app.core, serverUrl, dataDir });
    log.info({ url, version: VERSION }, 'Ready');
    const made = access?.made ?? null;
    return {
      url: made === null ? url : `${url}?token=${made}`,
      log,
      stop: (withinMs) => stopProduct({ app, listening, sample, agent, database, log }, withinMs),
    };
  } catch (error) {
    for (const step of undo) await step().catch(() => undefined);
    throw error;
  }
}

interface Parts {
  app: App;
  listening: Listening;
  sample: Sample | null;
  agent: LocalAgent | null;
  database: Database;
  log: Log;
}

/**
 * The agent goes first, so that it can still tell the server what it gives back; then nobody new is let in, open streams
 * end, and the database, which everybody else needs, is the last.
 */
async function stopProduct({ app, listening, sample, agent, database, log }: Parts, withinMs: number): Promise<void> {
  log.info({}, 'Stopping');
  await agent?.stop(withinMs * 0.4);
  app.endStreams();
  await listening.close(withinMs * 0.15);
  await Promise.all([app.stop(), sample?.stop()]);
  await database.close();
  log.info({}, 'Stopped');
}

async function openAccess({ db }: Database, { host, port, newAccessToken }: Settings) {
  if (newAccessToken) await forgetAccessToken(db);
  if (isLoopback(host)) return null;
  const access = await openAccessToken(db, `sluice_${port}`);
  if (access.made === null)
    say('An access token was made before. To get a new one, start with: npm start -- --new-access-token');
  return access;
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

/** "All addresses" is none that one could call. */
function reachable(host: string): string {
  return isWildcard(host) ? '127.0.0.1' : host;
}

/** What to type into a browser, also that of another machine. */
function shown(host: string): string {
  if (!isWildcard(host)) return host;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
