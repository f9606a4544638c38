import type { BenchStorage } from '../storages/storage.ts';
import { asSource, asTarget, bothAccounts } from './awscli.ts';
import type { Competitor } from './job.ts';
import { BETWEEN, runScript, viaFolder, word } from './run-script.ts';
import type { Tool } from './tool.ts';

/** s5cmd. It knows one account at a time, as the AWS CLI does. */
export function s5cmd(tool: Tool): Competitor {
  const way = (storage: BenchStorage, name: string, script: string) => ({
    name,
    run: () =>
      runScript(script, {
        ...tool.env,
        ...bothAccounts(storage),
        AWS_REGION: 'us-east-1',
        ...(storage.caFile === undefined ? {} : { SSL_CERT_FILE: storage.caFile }),
      }),
  });
  const s5 = (storage: BenchStorage, ...args: readonly string[]) =>
    [tool.command, '--endpoint-url', storage.url, ...args].map(word).join(' ');
  return {
    transfer: ({ storage, from, fromKey, to, toKey }) => [
      way(
        storage,
        's5cmd cat | s5cmd pipe',
        `${asSource(s5(storage, 'cat', `s3://${from}/${fromKey}`))} | ${asTarget(s5(storage, 'pipe', `s3://${to}/${toKey}`))}`,
      ),
    ],
    list: (storage, bucket) => [way(storage, 's5cmd ls', asSource(s5(storage, 'ls', `s3://${bucket}/*`)))],
    many: ({ storage, from, to }) => [
      way(
        storage,
        's5cmd cp, down and up',
        viaFolder(
          asSource(s5(storage, 'cp', `s3://${from}/*`, `${BETWEEN}/`)),
          asTarget(s5(storage, 'cp', `${BETWEEN}/`, `s3://${to}/`)),
        ),
      ),
    ],
    several: () => [],
  };
}
