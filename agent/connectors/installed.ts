import { join } from 'node:path';
import type { ConnectorAnswer, ConnectorDownload } from '../../shared/api/agent-connectors.ts';
import { compareVersions } from '../../shared/connector-package/version.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { Connectors, InstalledConnector } from '../executors.ts';
import type { Gateway } from '../gateway.ts';
import type { AgentLog } from '../log.ts';
import { ConnectorCache } from './cache.ts';
import { download, latestOf } from './download.ts';
import { loadConnector } from './load.ts';

export interface InstalledParts {
  /** What came with the agent. */
  shipped: Connectors;
  gateway: Gateway;
  /** Where downloads are kept. Absent: nothing is downloaded. */
  folder?: string | undefined;
  log: AgentLog;
  /** Called when a version was installed. */
  onChange(): void;
}

interface Lost {
  connector: string;
  version: string;
}

/** The connectors of an agent: what came with it and what it has downloaded; of each, the newest version counts. */
export class InstalledConnectors {
  private readonly parts: InstalledParts;
  private readonly cache: ConnectorCache | null;
  private readonly newest: Map<string, InstalledConnector>;
  /** What was found damaged in the cache. */
  private lost: Lost[] = [];
  /** Connectors of which something is being downloaded anew: nothing is begun with another version meanwhile. */
  private readonly repairs = new Map<string, Promise<void>>();
  /** One installation at a time for each connector: those who want the same wait for the same. */
  private readonly installations = new Map<string, Promise<unknown>>();

  constructor(parts: InstalledParts) {
    this.parts = parts;
    this.cache = parts.folder === undefined ? null : new ConnectorCache(join(parts.folder, 'connectors'));
    this.newest = new Map(parts.shipped);
  }

  /** Loads what the cache has. Never throws: what is damaged there is downloaded anew by {@link repair}. */
  async open(): Promise<void> {
    await this.cache?.tidy().catch(() => undefined);
    for (const { connector, versions } of (await this.cache?.list()) ?? [])
      for (const version of versions) if (await this.opened(connector, version)) break;
  }

  /** Whether that is the version that counts; otherwise an older one is looked at. */
  private async opened(connector: string, version: string): Promise<boolean> {
    const { log } = this.parts;
    const shipped = this.newest.get(connector);
    if (!this.cache || (shipped && compareVersions(shipped.descriptor.version, version) >= 0)) return true;
    const file = await this.cache.verified(connector, version);
    if (file === null) {
      log.warn({ connector, version }, 'A downloaded connector is damaged, and is downloaded anew');
      await this.cache.remove(connector, version);
      this.lost.push({ connector, version });
      return false;
    }
    try {
      this.newest.set(connector, { ...(await loadConnector(file, connector, version)), folder: this.cache.folder });
      return true;
    } catch (error) {
      log.error({ connector, version, err: messageOf(error) }, 'A downloaded connector cannot be loaded');
      return false;
    }
  }

  /** Downloads what was damaged, as far as the server has it. Does not wait. */
  repair(): void {
    for (const { connector, version } of this.lost.splice(0)) {
      const repaired = this.alone(connector, () => this.repaired(connector, version)).finally(() => {
        // Another version of it may be waiting for its turn.
        if (this.repairs.get(connector) === repaired) this.repairs.delete(connector);
      });
      this.repairs.set(connector, repaired);
    }
  }

  private async repaired(connector: string, version: string): Promise<void> {
    const now = this.newest.get(connector)?.descriptor.version;
    // A newer one was damaged too, and is there again.
    if (now !== undefined && compareVersions(now, version) > 0) return;
    try {
      const { downloads } = await latestOf(this.parts.gateway, connector);
      const found = downloads.find((candidate) => candidate.version === version);
      if (found) await this.install(connector, found);
    } catch (error) {
      this.parts.log.warn({ connector, version, err: messageOf(error) }, 'A connector could not be downloaded anew');
    }
  }

  /** The version of each connector. */
  versions(): Record<string, string> {
    return Object.fromEntries(Array.from(this.newest, ([id, { descriptor }]) => [id, descriptor.version]));
  }

  /** Connectors as they are now, whatever is installed later; null when one of them is missing. */
  at(ids: Iterable<string>): Connectors | null {
    const found = new Map<string, InstalledConnector>();
    for (const id of ids) {
      const connector = this.repairs.has(id) ? undefined : this.newest.get(id);
      if (!connector) return null;
      found.set(id, connector);
    }
    return found;
  }

  /** Connectors, of which missing ones are installed first; none is replaced. @throws {ConnectorError} */
  async needed(ids: Iterable<string>): Promise<Connectors> {
    const found = new Map<string, InstalledConnector>();
    for (const id of ids) {
      await this.repairs.get(id);
      if (!this.newest.has(id)) await this.ensure(id, false);
      const connector = this.newest.get(id);
      if (connector) found.set(id, connector);
    }
    return found;
  }

  /**
   * Makes sure that a connector is there; with `replace`, that it is the latest version. One that cannot be updated stays,
   * and the answer says why. @throws {ConnectorError} when there is none
   */
  ensure(id: string, replace: boolean): Promise<ConnectorAnswer> {
    return this.alone(id, async () => {
      const before = this.newest.get(id);
      if (before && !replace) return { version: before.descriptor.version, updated: false };
      try {
        return await this.updated(id, before?.descriptor.version);
      } catch (error) {
        if (!before) throw error;
        this.parts.log.warn({ connector: id, err: messageOf(error) }, 'A connector could not be updated');
        return { version: before.descriptor.version, updated: false, problem: messageOf(error) };
      }
    });
  }

  private async updated(id: string, before: string | undefined): Promise<ConnectorAnswer> {
    const { latest, downloads } = await latestOf(this.parts.gateway, id);
    const [newest] = downloads;
    const isNewer = newest && (before === undefined || compareVersions(newest.version, before) > 0);
    if (isNewer) await this.install(id, newest);
    const version = this.newest.get(id)?.descriptor.version;
    if (version === undefined) throw missing(id, latest);
    const answer = { version, updated: version !== before };
    if (compareVersions(version, latest) >= 0) return answer;
    return { ...answer, problem: `Version ${latest} comes with the server: update the agent to have it.` };
  }

  /** @throws {ConnectorError} when it cannot be had whole, or not be loaded; then nothing of it is left */
  private async install(id: string, wanted: ConnectorDownload): Promise<void> {
    if (!this.cache) throw missing(id, wanted.version);
    const module = await download(this.parts.gateway, id, wanted);
    const file = await this.cache.keep(id, wanted, module).catch((cause: unknown) => {
      throw new ConnectorError({
        code: 'connector-not-kept',
        message: `Version ${wanted.version} of the connector "${id}" cannot be kept in the agent's folder: ${messageOf(cause)}`,
        todo: 'Look whether the folder can be written to, and has room.',
        cause,
      });
    });
    try {
      this.newest.set(id, { ...(await loadConnector(file, id, wanted.version)), folder: this.cache.folder });
    } catch (error) {
      await this.cache.remove(id, wanted.version);
      throw error;
    }
    this.parts.log.info({ connector: id, version: wanted.version }, 'Installed a connector');
    this.parts.onChange();
  }

  private alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.installations.get(id) ?? Promise.resolve()).then(work, work);
    const done = turn.then(
      () => undefined,
      () => undefined,
    );
    this.installations.set(id, done);
    return turn;
  }
}

function missing(id: string, latest: string): ConnectorError {
  return new ConnectorError({
    code: 'connector-missing',
    message: `This agent has no connector "${id}", and its version ${latest} cannot be downloaded.`,
    todo: 'Update the agent, or publish the connector.',
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
