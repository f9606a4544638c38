import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, messageOf } from '../database/log.ts';
import type { Queryable } from '../database/sql.ts';
import { toSecretKey } from '../settings/settings.ts';
import { StartupError } from '../settings/startup-error.ts';
import { type SecretKey, secretKey } from './cipher.ts';
import { otherKeyInUse } from './queries.ts';

/** The file of the data folder that holds the key, base64, unless SLUICE_SECRET_KEY gives one. */
export const KEY_FILE = 'secret.key';

/**
 * The key that SLUICE_SECRET_KEY gives, else the one in the data folder, where it is made when it is missing.
 * @throws {StartupError} `setting-invalid`, `folder-not-writable`
 */
export async function loadSecretKey(dataDir: string, given: Buffer | undefined): Promise<SecretKey> {
  if (given !== undefined) return secretKey(given);
  const file = join(dataDir, KEY_FILE);
  try {
    const bytes = toSecretKey(await readOrMake(file));
    if (bytes) return secretKey(bytes);
  } catch (cause) {
    throw new StartupError(
      'folder-not-writable',
      `The file ${file}, which holds the key of stored secrets, can't be read or written: ${messageOf(cause)}. Make ` +
        'the data folder readable and writable for the user who runs Sluice.',
      { cause },
    );
  }
  throw new StartupError(
    'setting-invalid',
    `The file ${file} does not hold a key (32 bytes in base64). Put it back from a backup; or remove it, and a new key ` +
      'is made: the secrets that are stored now must then be typed again.',
  );
}

/**
 * What the operator should know about secrets that this key can't open, or null when there are none. No reason not to
 * start: whoever needs one is told to type it again.
 */
export async function secretKeyWarning(db: Queryable, key: SecretKey): Promise<string | null> {
  if ((await otherKeyInUse(db, key.id)) === null) return null;
  return (
    'Some stored secrets were encrypted with another key and cannot be used. Start with the key that was used before ' +
    `(SLUICE_SECRET_KEY, or the file ${KEY_FILE} of the data folder), or open their connections and type them again.`
  );
}

/** Two processes may start at once: the file appears whole, and only one of them makes it. */
async function readOrMake(file: string): Promise<string> {
  const found = await readFile(file, 'utf8').catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (found !== null) {
    await chmod(file, 0o600).catch(() => undefined);
    return found;
  }
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}
