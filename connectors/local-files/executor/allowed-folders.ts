import { realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, relative, resolve, sep } from 'node:path';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { FilesConnection } from './connection.ts';
import { errnoOf, fileError } from './file-errors.ts';

/** The folders that an agent allows: the paths in `SLUICE_AGENT_FOLDERS`, separated as those in `PATH` are. */
export function allowedFolders(setting: string | undefined): readonly string[] {
  return (setting ?? '')
    .split(delimiter)
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

/** Whether a path is a folder or lies in it. Both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * Where the folder of a connection really is. A folder that is not allowed is not looked at: whether it is there is nobody's
 * business. @throws {ConnectorError} `folder-not-allowed`, `folder-missing`, …
 */
export async function rootOf({ folder }: FilesConnection, allowed: readonly string[]): Promise<string> {
  if (!isAbsolute(folder)) throw notAllowed(folder, allowed, 'it is no absolute path');
  const path = resolve(folder);
  const roots = await Promise.all(allowed.filter(isAbsolute).map(realOrItself));
  const isNamed = allowed.some((one) => isAbsolute(one) && isWithin(resolve(one), path));
  const real = await realpath(path).catch((error: unknown) => {
    if (!isNamed && !roots.some((root) => isWithin(root, path))) throw notAllowed(folder, allowed);
    throw folderError(error, folder);
  });
  if (roots.some((root) => isWithin(root, real))) return real;
  throw notAllowed(folder, allowed, isNamed ? 'a symbolic link leads out of those' : undefined);
}

async function realOrItself(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

/** What is wrong with a connection's folder. */
export function folderError(error: unknown, folder: string): unknown {
  if (errnoOf(error) === 'ENOENT')
    return new ConnectorError({
      code: 'folder-missing',
      message: `There is no folder "${folder}" on the agent's machine.`,
      todo: 'Make the folder there, or correct the Folder of the connection.',
      cause: error,
    });
  if (errnoOf(error) === 'ENOTDIR')
    return new ConnectorError({
      code: 'not-a-folder',
      message: `"${folder}" on the agent's machine is not a folder.`,
      todo: 'Correct the Folder of the connection.',
      cause: error,
    });
  return fileError(error, `The folder "${folder}" on the agent's machine cannot be used`);
}

function notAllowed(folder: string, allowed: readonly string[], why?: string): ConnectorError {
  const those =
    allowed.length === 0
      ? 'This agent allows none: SLUICE_AGENT_FOLDERS is not set.'
      : `This agent allows ${allowed.map((one) => `"${one}"`).join(', ')}.`;
  return new ConnectorError({
    code: 'folder-not-allowed',
    message: `The folder "${folder}" is not one that the agent allows${why === undefined ? '' : `: ${why}`}. ${those}`,
    todo:
      allowed.length === 0
        ? 'Start the agent with SLUICE_AGENT_FOLDERS set to the folders it may use.'
        : 'Enter one of those folders or one within them, or add this one to SLUICE_AGENT_FOLDERS of the agent and start it again.',
  });
}
