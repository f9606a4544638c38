import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DEPLOY } from './yaml.ts';

export interface Instruction {
  name: string;
  rest: string;
}

/** The instructions of the Dockerfile, in their order; lines that go on are put together. */
export function readDockerfile(): Instruction[] {
  const text = readFileSync(join(DEPLOY, 'Dockerfile'), 'utf8').replaceAll(/^#.*\n/gm, '');
  const lines = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return name !== undefined && rest !== undefined ? [{ name, rest: rest.trim() }] : [];
  });
}

/** What the image's programs find in their environment. */
export function imageEnvironment(): Record<string, string> {
  const pairs = readDockerfile().flatMap(({ name, rest }) => (name === 'ENV' ? rest.split(/\s+/) : []));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** The words of an instruction in its JSON form. */
export function wordsOf(name: string): string[] {
  const found = readDockerfile().findLast((one) => one.name === name);
  const json = found?.rest.slice(found.rest.indexOf('['));
  return z.array(z.string()).parse(JSON.parse(json ?? ''));
}
