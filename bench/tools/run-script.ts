import { spawn } from 'node:child_process';
import { cpuOfEndedChildren, family, peakMemory } from '../parts/processes.ts';
import type { Usage } from '../parts/usage.ts';

const LOOK_MS = 20;

/** Stands for the folder of {@link viaFolder}. */
export const BETWEEN = '"$between"';

/** As one word of a shell. */
export const word = (text: string) => (text.startsWith(BETWEEN) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Two commands, one after the other, with an empty folder between them. */
export const viaFolder = (first: string, second: string) =>
  `between=$(mktemp -d); ${first} && ${second}; code=$?; rm -rf ${BETWEEN}; exit $code`;

/**
 * Runs a line of a shell to its end and counts it, with all that it starts. The peak is the sum over the processes that lived at
 * the same time. @throws when it fails, with the end of what it complained of
 */
export async function runScript(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<Omit<Usage, 'storageCpu'>> {
  const cpuBefore = cpuOfEndedChildren();
  const started = performance.now();
  const child = spawn('bash', ['-o', 'pipefail', '-c', script], {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + String(chunk)).slice(-2000);
  });
  let peak = 0;
  const look = setInterval(() => {
    if (child.pid === undefined) return;
    peak = Math.max(
      peak,
      family(child.pid).reduce((sum, pid) => sum + peakMemory(pid), 0),
    );
  }, LOOK_MS);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  clearInterval(look);
  if (code !== 0) throw new Error(`ended with ${code}: ${said.trim().slice(-500)}`);
  return { seconds, cpu: cpuOfEndedChildren() - cpuBefore, peak };
}
