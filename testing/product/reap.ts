import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let reaper: ChildProcess | null = null;

/** Has something ended or removed when this process ends, be it by kill -9. Kinds: see `reaper.mjs`. */
export function reapAtEnd(kind: 'group' | 'cluster' | 'folder', what: string | number): void {
  if (reaper === null) {
    reaper = spawn(process.execPath, [join(import.meta.dirname, 'reaper.mjs')], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    reaper.unref();
    const { stdin } = reaper;
    // The pipe must not keep the test process waiting.
    if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  }
  reaper.stdin?.write(`${kind} ${what}\n`);
}

/** A folder under the system's temporary one, removed when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'sluice-'));
  reapAtEnd('folder', folder);
  return folder;
}
