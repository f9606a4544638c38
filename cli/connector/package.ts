import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Descriptor } from '../../shared/connector.ts';
import { readModule } from '../../shared/connector-package/module.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { bundleFolder } from './bundle.ts';

/** A connector as it is published. */
export interface ConnectorPackage {
  descriptor: Descriptor;
  module: Buffer;
  /** Of the module, in hex. */
  sha256: string;
}

/** Makes the package of a connector's folder, or takes a module that was bundled before. @throws {Failure} */
export async function packageOf(path: string): Promise<ConnectorPackage> {
  const from = resolve(path);
  const found = await stat(from).catch(() => null);
  if (!found) throw new Failure(EXIT.usage, `There is no ${path}.`, 'Give the folder of a connector, or its .mjs.');
  const module = found.isDirectory() ? Buffer.from(await bundleFolder(from), 'utf8') : await readFile(from);
  return { descriptor: await descriptorOf(module), module, sha256: hash('sha256', module, 'hex') };
}

/** Loads it as an agent would: from where it finds no packages. */
async function descriptorOf(module: Buffer): Promise<Descriptor> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-connector-'));
  const file = join(folder, 'connector.mjs');
  try {
    await writeFile(file, module);
    const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
    return readModule(exported).descriptor;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(file, 'the module') : String(error);
    throw new Failure(
      EXIT.refused,
      `The connector's module cannot be loaded: ${reason}`,
      'See docs/connectors.md for what a connector consists of.',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
