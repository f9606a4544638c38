import { execFileSync, spawn } from 'node:child_process';
import type { StorageAddress } from '../../testing/product/api-client.ts';
import type { Figures } from './figures.ts';
import { cpuSeconds, peakMemory } from './process-memory.ts';

let version: string | null | undefined;

/** rclone's version, or null when it is not on the PATH. */
export function rcloneVersion(): string | null {
  if (version !== undefined) return version;
  try {
    version = execFileSync('rclone', ['version'], { encoding: 'utf8' }).split('\n')[0] ?? null;
  } catch {
    version = null;
  }
  return version;
}

/**
 * Runs rclone, and counts it, with two remotes, `a:` and `b:`, on the same storage: copies between them go through the client.
 * @throws when it fails
 */
export async function rclone(storage: StorageAddress, args: readonly string[], into: Figures): Promise<void> {
  const remote = (name: string) => ({
    [`RCLONE_CONFIG_${name}_TYPE`]: 's3',
    [`RCLONE_CONFIG_${name}_PROVIDER`]: 'Other',
    [`RCLONE_CONFIG_${name}_ENDPOINT`]: storage.url,
    [`RCLONE_CONFIG_${name}_ACCESS_KEY_ID`]: storage.accessKeyId,
    [`RCLONE_CONFIG_${name}_SECRET_ACCESS_KEY`]: storage.secretAccessKey,
    [`RCLONE_CONFIG_${name}_REGION`]: 'us-east-1',
    [`RCLONE_CONFIG_${name}_FORCE_PATH_STYLE`]: 'true',
    [`RCLONE_CONFIG_${name}_NO_CHECK_BUCKET`]: 'true',
  });
  const started = performance.now();
  const child = spawn('rclone', [...args, '--config', '/dev/null', '--quiet'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...remote('A'), ...remote('B') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  let cpu = 0;
  const timer = setInterval(() => {
    if (child.pid === undefined) return;
    peak = Math.max(peak, peakMemory(child.pid));
    cpu = Math.max(cpu, cpuSeconds(child.pid));
  }, 10);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`rclone ${args.join(' ')} ended with ${code}`);
  into.seconds.push((performance.now() - started) / 1000);
  into.peak.push(peak);
  into.cpu.push(cpu);
}
