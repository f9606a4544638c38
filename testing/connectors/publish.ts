import { hash } from 'node:crypto';
import { join } from 'node:path';
import { packageOf } from '../../cli/connector/package.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { call } from '../agents/admin-client.ts';

/** The folder of the tests' own connector. */
export const ECHO = join(import.meta.dirname, 'echo');

/** A connector's module with its descriptor, as it is published. */
export interface Bundle {
  descriptor: Descriptor;
  module: string;
}

const bundles = new Map<string, Promise<Bundle>>();

/** A connector's folder, bundled as the command line does it, under another version; `addition` stands at the module's end. */
export async function bundleAs(folder: string, version: string, addition = ''): Promise<Bundle> {
  const made = bundles.get(folder) ?? bundleOf(folder);
  bundles.set(folder, made);
  const { descriptor, module } = await made;
  const own = JSON.stringify(descriptor.version);
  const parts = module.split(own);
  if (parts.length !== 2) throw new Error(`the version ${own} stands ${parts.length - 1} times in the module`);
  return {
    descriptor: { ...descriptor, version },
    module: `${parts.join(JSON.stringify(version))}\n${addition}`,
  };
}

async function bundleOf(folder: string): Promise<Bundle> {
  const { descriptor, module } = await packageOf(folder);
  return { descriptor, module: module.toString('utf8') };
}

/** Publishes a bundle over HTTP. @throws {Refused} */
export function publishBundle(serverUrl: string, { descriptor, module }: Bundle) {
  const bytes = Buffer.from(module, 'utf8');
  const body = { descriptor, module: bytes.toString('base64'), sha256: hash('sha256', bytes, 'hex') };
  return call(serverUrl, routes.publishConnector, { body: { ...body, publishedBy: 'a test' } });
}

/** Publishes the tests' own connector under a version. */
export async function publishEcho(serverUrl: string, version: string, addition = ''): Promise<Bundle> {
  const bundle = await bundleAs(ECHO, version, addition);
  await publishBundle(serverUrl, bundle);
  return bundle;
}
