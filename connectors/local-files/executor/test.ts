import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import type { ResolvedConnection, TestResult } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { fileError } from './file-errors.ts';
import { Root } from './folder/root.ts';

/** Verifies a connection by looking at its folder; nothing is written. Every failure is a result. */
export async function testConnection(connection: ResolvedConnection, allowed: readonly string[]): Promise<TestResult> {
  try {
    const root = await Root.of(connection, allowed);
    await (await root.openFolder([])).close();
    await access(root.path, constants.R_OK | constants.X_OK).catch((error: unknown) => {
      throw fileError(error, `The folder "${root.name}" cannot be read`);
    });
    const isWritable = await access(root.path, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
    const message = `Connection Success: the folder "${root.name}" can be read${isWritable ? ' and written' : ''}, ${await freeText(root)}.`;
    if (isWritable) return { ok: true, message };
    const hint = 'The user that the agent runs as may not write there: Write File will fail with permission-denied.';
    return { ok: true, message, hint };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { ok: false, code: error.code, name: error.code, message: error.message, todo: error.todo };
  }
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

async function freeText({ path }: Root): Promise<string> {
  const disk = await statfs(path).catch(() => undefined);
  if (!disk) return 'with unknown free space';
  const free = disk.bavail * disk.bsize;
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, free)) / 10));
  return `${(free / 1024 ** unit).toLocaleString('en-US', { maximumFractionDigits: 1 })} ${UNITS[unit]} free`;
}
