import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '../../docs/operating.md');

/** The commands that a section of docs/operating.md shows, one text for each block. */
export function shellBlocks(heading: string): string[] {
  const section = readFileSync(PAGE, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  return [...(section ?? '').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '');
}
