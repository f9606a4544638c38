import { ConnectorError } from '../../../shared/runs/connector-error.ts';

/** What paths may be made of: on Windows, fewer characters and names than elsewhere. */
export type PathRules = 'posix' | 'windows';

export const RULES: PathRules = process.platform === 'win32' ? 'windows' : 'posix';

/** Names that Windows takes for devices, whatever their extension. Source: Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/**
 * The parts of a path within a folder: none of them leads upwards, or names another place than itself on any platform.
 * An empty path has none. @throws {ConnectorError} `path-invalid`, saying what is wrong
 */
export function partsOf(path: string, rules: PathRules = RULES): string[] {
  if (path === '') return [];
  if (!path.isWellFormed()) throw invalid(path, 'it is not valid Unicode');
  if (path.includes('\0')) throw invalid(path, 'it holds a NUL character');
  if (path.startsWith('/')) throw invalid(path, 'it begins with /, and paths are within the folder');
  return path.split('/').map((part) => {
    const wrong = wrongPart(part) ?? (rules === 'windows' ? wrongOnWindows(part) : undefined);
    if (wrong !== undefined) throw invalid(path, wrong);
    return part;
  });
}

/** The same of a path that names a folder: it may end in `/`. */
export function folderPartsOf(path: string, rules: PathRules = RULES): string[] {
  return partsOf(path.endsWith('/') && path !== '/' ? path.slice(0, -1) : path, rules);
}

function wrongPart(part: string): string | undefined {
  // A file system would take it for the path without it: two keys of a storage would be one file.
  if (part === '') return 'one of its parts is empty (// or a / at its end)';
  if (part === '..' || part === '.') return `it has the part ${part}`;
  return undefined;
}

function wrongOnWindows(part: string): string | undefined {
  // A colon would name a stream of the file, or a drive.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const character = /[\\:*?"<>|\u0000-\u001f]/.exec(part)?.[0];
  if (character !== undefined) return `Windows allows no ${JSON.stringify(character)} in a name`;
  if (/[. ]$/.test(part)) return 'Windows takes away a dot or a space at the end of a name';
  if (DEVICE.test(part)) return `"${part}" is a device on Windows`;
  return undefined;
}

function invalid(path: string, what: string): ConnectorError {
  return new ConnectorError({
    code: 'path-invalid',
    message: `${JSON.stringify(path.slice(0, 200))} cannot be the path of a file: ${what}.`,
    todo: 'Enter a Path such as 2026/invoices.csv, with / between its parts and none of them empty, . or ..',
  });
}
