import type { BenchStorage } from '../storages/storage.ts';
import type { Competitor } from './job.ts';
import { BETWEEN, runScript, viaFolder, word } from './run-script.ts';
import type { Tool } from './tool.ts';

const AS_SOURCE = 'AWS_ACCESS_KEY_ID=$SOURCE_ID AWS_SECRET_ACCESS_KEY=$SOURCE_SECRET';
const AS_TARGET = 'AWS_ACCESS_KEY_ID=$TARGET_ID AWS_SECRET_ACCESS_KEY=$TARGET_SECRET';

/** Both accounts in the environment, for {@link asSource} and {@link asTarget}. */
export function bothAccounts({ source, target }: BenchStorage): Record<string, string> {
  return {
    SOURCE_ID: source.accessKeyId,
    SOURCE_SECRET: source.secretAccessKey,
    TARGET_ID: target.accessKeyId,
    TARGET_SECRET: target.secretAccessKey,
  };
}

export const asSource = (command: string) => `${AS_SOURCE} ${command}`;
export const asTarget = (command: string) => `${AS_TARGET} ${command}`;

/** The AWS CLI. It knows one account at a time, so that a transfer is two of it, with a pipe or a folder between them. */
export function awscli(tool: Tool): Competitor {
  const way = (storage: BenchStorage, name: string, script: string) => ({
    name,
    run: () =>
      runScript(script, {
        ...tool.env,
        ...bothAccounts(storage),
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        // An older Ceph refuses what the newer AWS CLI sends by default.
        ...(storage.name === 'ceph' ? { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required' } : {}),
        ...(storage.caFile === undefined ? {} : { AWS_CA_BUNDLE: storage.caFile }),
      }),
  });
  const aws = (storage: BenchStorage, ...args: readonly string[]) =>
    [tool.command, 's3', ...args, '--endpoint-url', storage.url].map(word).join(' ');
  return {
    transfer: ({ storage, from, fromKey, to, toKey, bytes }) => [
      way(
        storage,
        'aws s3 cp | aws s3 cp',
        `${asSource(aws(storage, 'cp', `s3://${from}/${fromKey}`, '-'))} | ${asTarget(aws(storage, 'cp', '-', `s3://${to}/${toKey}`, '--expected-size', String(bytes)))}`,
      ),
    ],
    list: (storage, bucket) => [
      way(storage, 'aws s3 ls --recursive', asSource(aws(storage, 'ls', `s3://${bucket}`, '--recursive'))),
    ],
    many: ({ storage, from, to }) => [
      way(
        storage,
        'aws s3 cp --recursive, down and up',
        viaFolder(
          asSource(aws(storage, 'cp', '--recursive', '--quiet', `s3://${from}`, BETWEEN)),
          asTarget(aws(storage, 'cp', '--recursive', '--quiet', BETWEEN, `s3://${to}`)),
        ),
      ),
    ],
    several: () => [],
  };
}
