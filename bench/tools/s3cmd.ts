import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reapAtEnd } from '../../testing/product/reap.ts';
import type { BenchStorage, Keys } from '../storages/storage.ts';
import type { Competitor } from './job.ts';
import { BETWEEN, runScript, viaFolder, word } from './run-script.ts';
import type { Tool } from './tool.ts';

/** s3cmd. It knows one account at a time: a configuration file for each. */
export function s3cmd(tool: Tool): Competitor {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-s3cmd-'));
  reapAtEnd('folder', folder);
  const command = (storage: BenchStorage, side: 'source' | 'target', ...args: readonly string[]) => {
    const file = join(folder, `${storage.name}-${side}`);
    writeFileSync(file, configuration(storage, storage[side]), { mode: 0o600 });
    return [tool.command, '--config', file, ...args].map(word).join(' ');
  };
  const way = (name: string, script: string) => ({ name, run: () => runScript(script, tool.env) });
  return {
    transfer: ({ storage, from, fromKey, to, toKey }) => [
      way(
        's3cmd get | s3cmd put',
        `${command(storage, 'source', 'get', `s3://${from}/${fromKey}`, '-')} | ${command(storage, 'target', 'put', '-', `s3://${to}/${toKey}`)}`,
      ),
    ],
    list: (storage, bucket) => [way('s3cmd ls -r', command(storage, 'source', 'ls', '-r', `s3://${bucket}`))],
    many: ({ storage, from, to }) => [
      way(
        's3cmd get -r, put -r',
        viaFolder(
          command(storage, 'source', 'get', '-r', '--force', `s3://${from}/`, `${BETWEEN}/`),
          command(storage, 'target', 'put', '-r', `${BETWEEN}/`, `s3://${to}/`),
        ),
      ),
    ],
    several: () => [],
  };
}

function configuration({ url, caFile }: BenchStorage, keys: Keys): string {
  const { host, protocol } = new URL(url);
  return [
    '[default]',
    `access_key = ${keys.accessKeyId}`,
    `secret_key = ${keys.secretAccessKey}`,
    `host_base = ${host}`,
    `host_bucket = ${host}`,
    `use_https = ${protocol === 'https:' ? 'True' : 'False'}`,
    ...(caFile === undefined ? [] : [`ca_certs_file = ${caFile}`]),
    'bucket_location = us-east-1',
    'progress_meter = False',
    '',
  ].join('\n');
}
