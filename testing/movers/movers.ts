import { spawn } from 'node:child_process';
import { isOnPath } from '../ceph/available.ts';

/** One account of a storage, as the movers are told of it. */
export interface Account {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** rclone's name for the make of the storage. */
  readonly provider: 'Ceph' | 'Other';
}

/** Which of the programs that are compared with are not there. */
export const missingMovers = ['rclone', 'aws'].filter((program) => !isOnPath(program));

/** Copies these keys through rclone: the same account is two remotes to it, so that the bytes pass through it. @throws when it fails */
export async function rcloneCopy(account: Account, from: string, to: string, keys: readonly string[]): Promise<void> {
  const ways = ['--no-traverse', '--no-unicode-normalization', '--ignore-times', '--retries', '1'];
  // From its smallest size of a part on rclone sends in parts.
  const parts = ['--s3-upload-cutoff', '5Mi', '--s3-chunk-size', '5Mi'];
  const args = ['copy', `a:${from}`, `b:${to}`, '--files-from-raw', '-', '--config', '/dev/null', ...ways, ...parts];
  await run('rclone', args, { ...remote('A', account), ...remote('B', account) }, `${keys.join('\n')}\n`);
}

function remote(name: string, { url, accessKeyId, secretAccessKey, region, provider }: Account) {
  const settings = {
    TYPE: 's3',
    PROVIDER: provider,
    ENDPOINT: url,
    ACCESS_KEY_ID: accessKeyId,
    SECRET_ACCESS_KEY: secretAccessKey,
    REGION: region,
    FORCE_PATH_STYLE: 'true',
    NO_CHECK_BUCKET: 'true',
    ENCODING: 'None',
  };
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`RCLONE_CONFIG_${name}_${key}`, value]));
}

/** Copies a whole bucket by `aws s3 cp --recursive`, which has the storage copy. @throws when it fails */
export const awsCopy = (account: Account, from: string, to: string) =>
  aws(account, ['cp', '--recursive', '--quiet', `s3://${from}`, `s3://${to}`]);

/** Writes one object by `aws s3 cp`. @throws when it, or the storage, refuses */
export const awsPut = (account: Account, bucket: string, key: string, text: string) =>
  aws(account, ['cp', '-', `s3://${bucket}/${key}`], text);

function aws({ url, accessKeyId, secretAccessKey, region }: Account, args: readonly string[], input = '') {
  const environment = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    // An older Ceph refuses what a newer AWS CLI sends by default.
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
  };
  return run('aws', ['s3', ...args, '--endpoint-url', url], environment, input);
}

/** Runs a program to its end. @throws when it fails, with the end of what it complained of */
async function run(program: string, args: readonly string[], environment: Record<string, string>, input: string) {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...environment },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + String(chunk)).slice(-2000);
  });
  // A program that ends before it has read everything is told of by its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said.trim()}`);
}
