import type { BenchStorage, Keys } from '../storages/storage.ts';
import type { Competitor } from './job.ts';
import { runScript, word } from './run-script.ts';
import type { Tool } from './tool.ts';

const GIBIBYTE = 1024 ** 3;
const LARGEST_PUT = 5 * GIBIBYTE;
/** No look at the target before or after. */
const NO_LOOKS = ['--no-check-dest', '--s3-no-head'];
/** No look at an object that a list has told of; for a single object this would make rclone take it for a folder. */
const LISTED = [...NO_LOOKS, '--s3-no-head-object'];

/** rclone with two remotes, `a:` and `b:`, one for each account: copies between them go through it. */
export function rclone(tool: Tool): Competitor {
  const way = (storage: BenchStorage, name: string, args: readonly string[]) => ({
    name,
    run: () =>
      runScript([tool.command, ...args, '--config', '/dev/null', '--quiet'].map(word).join(' '), {
        ...tool.env,
        ...remote('A', storage, storage.source),
        ...remote('B', storage, storage.target),
        ...(storage.caFile === undefined ? {} : { RCLONE_CA_CERT: storage.caFile }),
      }),
  });
  return {
    transfer: ({ storage, from, fromKey, to, toKey, bytes }) => {
      const copy = ['copyto', `a:${from}/${fromKey}`, `b:${to}/${toKey}`, '--ignore-times'];
      return [
        bytes <= LARGEST_PUT
          ? way(storage, 'rclone, one PUT', [...copy, ...NO_LOOKS, '--s3-upload-cutoff', '5G'])
          : way(storage, 'rclone, 4 × 64 MiB', [...copy, ...NO_LOOKS, '--s3-chunk-size', '64M']),
        way(storage, 'rclone, defaults', copy),
      ];
    },
    list: (storage, bucket) => {
      const list = ['lsf', `a:${bucket}`, '--files-only', '-R', '--fast-list', '--s3-list-version', '2'];
      return [way(storage, 'rclone lsf -R --fast-list', list)];
    },
    many: ({ storage, from, to, atATime }) => {
      const copy = ['copy', `a:${from}`, `b:${to}`, '--transfers', String(atATime)];
      return [
        way(storage, 'rclone, fastest', [...copy, ...LISTED, '--fast-list', '--checkers', '8']),
        way(storage, `rclone --transfers ${atATime}`, [...copy, '--ignore-times']),
      ];
    },
    several: ({ storage, from, to, atATime }) => {
      const copy = ['copy', `a:${from}`, `b:${to}`, '--transfers', String(atATime), '--ignore-times'];
      return [
        way(storage, 'rclone, one PUT each', [...copy, ...LISTED, '--s3-upload-cutoff', '5G']),
        way(storage, 'rclone, defaults', copy),
      ];
    },
  };
}

function remote(name: string, storage: BenchStorage, keys: Keys): Record<string, string> {
  const settings = {
    TYPE: 's3',
    PROVIDER: storage.name === 'ceph' ? 'Ceph' : 'Other',
    ENDPOINT: storage.url,
    ACCESS_KEY_ID: keys.accessKeyId,
    SECRET_ACCESS_KEY: keys.secretAccessKey,
    REGION: 'us-east-1',
    FORCE_PATH_STYLE: 'true',
    NO_CHECK_BUCKET: 'true',
  };
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`RCLONE_CONFIG_${name}_${key}`, value]));
}
