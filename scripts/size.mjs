// The weight of the browser part: the JavaScript that must be there before the designer can be used, compressed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of all scripts of the designer's first load, each compressed with gzip. */
const limit = 300_000;

/** Answers null when the build in `dist/client` under `root` keeps to the limit, else what is wrong. */
export function checkSize(root) {
  const client = join(root, 'dist', 'client');
  const manifest = JSON.parse(readFileSync(join(client, '.vite', 'manifest.json'), 'utf8'));
  const page = readFileSync(join(client, 'index.html'), 'utf8');
  const files = firstLoad(manifest, page);
  const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(join(client, file))).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${file}`);
  console.log(`${kilobytes(total)}  of ${kilobytes(limit).trim()}, compressed, for the designer's first load`);
  return total <= limit
    ? null
    : `the designer's first load is ${kilobytes(total).trim()} of JavaScript, more than ${kilobytes(limit).trim()}`;
}

/** All scripts that the page names, with everything that they import statically: the designer is among that. */
export function firstLoad(manifest, page) {
  const files = new Set([...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file));
  const visited = new Set();
  const visit = (key) => {
    if (visited.has(key)) return;
    visited.add(key);
    files.add(manifest[key].file);
    manifest[key].imports?.forEach(visit);
  };
  for (const [key, { file }] of Object.entries(manifest)) if (files.has(file)) visit(key);
  return [...files];
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
}
