import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { build, Rolldown } from 'vite';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';

/** The module that is bundled: it stands in no file. */
const ENTRY = 'connector-entry';

/** Of a connector's folder, what the module exports. */
const DESCRIPTOR = ['descriptor.ts', 'descriptor.js', 'descriptor.mjs'];
const EXECUTOR = ['executor/executor.ts', 'executor/executor.js', 'executor/executor.mjs'];
const ICON = 'icon.svg';

/**
 * Bundles a connector's folder, `descriptor.ts` and `executor/executor.ts`, into one ES module that imports nothing but what
 * Node.js has. An `icon.svg` beside them becomes the icon of the descriptor. @throws {Failure}
 */
export async function bundleFolder(folder: string): Promise<string> {
  const descriptor = firstOf(folder, DESCRIPTOR);
  const executor = firstOf(folder, EXECUTOR);
  const iconFile = join(folder, ICON);
  const icon = existsSync(iconFile) ? await readFile(iconFile, 'utf8') : null;
  const code = [
    `import { descriptor as own } from ${JSON.stringify(descriptor)};`,
    `export { executor } from ${JSON.stringify(executor)};`,
    `export const descriptor = ${icon === null ? 'own' : `{ icon: ${JSON.stringify(icon)}, ...own }`};`,
  ].join('\n');
  const [chunk, ...more] = await bundled(folder, code);
  if (!chunk || more.length > 0) throw refused(`The connector in ${folder} does not become one module.`);
  const foreign = [...chunk.imports, ...chunk.dynamicImports].find(
    (name) => !isBuiltin(name) && name !== chunk.fileName,
  );
  if (foreign !== undefined) throw refused(`The module would import "${foreign}", which agents do not have.`);
  return chunk.code;
}

async function bundled(folder: string, code: string): Promise<Rolldown.OutputChunk[]> {
  const make = await bundler();
  const id = `\0${ENTRY}`;
  const made = await make({
    configFile: false,
    envDir: false,
    publicDir: false,
    root: folder,
    logLevel: 'silent',
    plugins: [
      {
        name: 'connector-entry',
        resolveId: (source) => (source === ENTRY ? id : null),
        load: (source) => (source === id ? code : null),
      },
    ],
    build: {
      ssr: true,
      write: false,
      minify: false,
      target: 'node22',
      rolldownOptions: { input: ENTRY, output: { format: 'es', codeSplitting: false } },
    },
    ssr: { noExternal: true, target: 'node' },
  }).catch((cause: unknown) => {
    throw refused(`The connector in ${folder} cannot be bundled: ${cause instanceof Error ? cause.message : cause}`);
  });
  const outputs = 'output' in made ? made.output : Array.isArray(made) ? made.flatMap(({ output }) => output) : [];
  return outputs.filter((output) => output.type === 'chunk');
}

/** It comes with a checkout alone. @throws {Failure} */
async function bundler(): Promise<typeof build> {
  try {
    return (await import('vite')).build;
  } catch {
    throw new Failure(
      EXIT.refused,
      'Bundling a folder needs a checkout of Sluice.',
      'Give a bundle that was made there: one .mjs.',
    );
  }
}

function firstOf(folder: string, names: readonly string[]): string {
  const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Failure(
    EXIT.refused,
    `There is no ${names[0]} in ${folder}.`,
    'A connector has descriptor.ts and executor/executor.ts; see docs/connectors.md.',
  );
}

function refused(message: string): Failure {
  return new Failure(EXIT.refused, message, 'See docs/connectors.md for what a connector consists of.');
}
