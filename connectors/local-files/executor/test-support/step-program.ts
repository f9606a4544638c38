import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { bytesOf, recorder } from '../../../amazon-s3/executor/test-support/run-step.ts';
import { createExecutor } from '../executor.ts';
import { endless, payload } from './test-folder.ts';

/** Program: one step in a process that has other rights or limits. Prints what became of it: `done`, or the error's code and message. */
const [folder = '', type = '', path = '', size = '0'] = process.argv.slice(2);
const executor = createExecutor(() => [folder]);
const connection = { name: 'Files', settings: { folder } };

async function step(): Promise<string> {
  if (type === 'test') {
    const result = await executor.test(connection, new AbortController().signal);
    return result.ok ? `done ${result.message} ${result.hint ?? ''}` : `${result.code} ${result.message}`;
  }
  const input = type === 'write-file' ? payload(path, endless(Number(size))) : { record: {} };
  const settings: Record<string, string> = type === 'list-files' ? { subFolder: path } : { path };
  const given = await executor.execute(connection, { type, name: 'Step', settings }, input, recorder());
  if (type === 'read-file') await bytesOf(given.content);
  return 'done';
}

try {
  process.stdout.write(await step());
} catch (error) {
  if (!(error instanceof ConnectorError)) throw error;
  process.stdout.write(`${error.code} ${error.message}`);
}
