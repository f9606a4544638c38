// The weight of the browser part: what a first visit loads, compressed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of all scripts and styles of the build, each compressed with gzip. */
const limit = 500_000;

/** Answers null when the build in `dist/` under `root` keeps to the limit, else what is wrong. */
export function checkSize(root) {
  const files = readdirSync(join(root, 'dist'), { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
  if (files.length === 0) return 'the build in dist/ holds no script';
  const sizes = files.map((name) => ({ name, bytes: gzipSync(readFileSync(join(root, 'dist', name))).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${name}`);
  console.log(`${kilobytes(total)}  of ${kilobytes(limit).trim()}, compressed`);
  return total <= limit
    ? null
    : `the browser part weighs ${kilobytes(total).trim()}, more than ${kilobytes(limit).trim()}`;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
}
