import { z } from 'zod';
import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Content, Payload, RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { placeIn } from '../../../../shared/runs/place.ts';
import { bytesText } from '../../../common/bytes-text.ts';
import { formatted } from '../../../common/list-formats.ts';
import { checkbox, parseSettings, textField } from '../../../common/parse-settings.ts';
import { errnoOf, fileError, OF_LINK } from '../file-errors.ts';
import { folderPartsOf } from '../file-path.ts';
import type { PinnedFolder } from '../folder/pinned-folder.ts';
import { type Root, sentence } from '../folder/root.ts';
import { pathOf } from '../path-of.ts';
import { removeLeftovers } from './leftovers.ts';
import { isSame } from './same-file.ts';
import { type Written, writeContent } from './write-content.ts';

export const WriteSettings = z.object({
  path: textField,
  ifExists: z.enum(['overwrite', 'skip', 'fail']).default('overwrite'),
  createFolders: checkbox(true),
  listFormat: z.enum(['json', 'csv', 'xml']).default('json'),
});

/** One file to be written. */
interface Job {
  readonly root: Root;
  readonly parts: readonly string[];
  readonly name: string;
  readonly content: Content;
  readonly ifExists: z.infer<typeof WriteSettings>['ifExists'];
  readonly context: StepContext;
}

/**
 * Executes a Write File. The file gets its name when it is complete: after an error, a cancel or a kill there is the former file, or
 * none. @throws {ConnectorError}
 */
export async function writeFile(
  root: Root,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(WriteSettings, activity);
  const { path, parts } = wantedPath(activity.name, settings.path, input);
  const place = { folder: root.name, key: path };
  const { content } = formatted(input, settings.listFormat);
  if (!content) {
    context.log('info', 'nothing-to-write', `The preceding step gave no data: "${path}" was not written.`);
    return { record: place };
  }
  context.expect(content.size === undefined ? { objects: 1 } : { bytes: content.size, objects: 1 });
  const isFolder = path.endsWith('/');
  const folders = isFolder ? parts : parts.slice(0, -1);
  const folder = await (settings.createFolders ? root.openOrMakeFolder(folders) : root.openFolder(folders));
  try {
    const { ifExists } = settings;
    const job: Job = { root, parts, name: parts.at(-1) ?? '', content, ifExists, context };
    const written = isFolder ? NO_BYTES : await writeInto(folder, job);
    if (written === 'exists') return { record: leftAlone(job, path) };
    context.finished(1);
    context.transferred(receiptOf(root.name, path, written, input.record));
    context.log('info', 'file-written', () => writtenLine(root, parts, written));
    return {
      record: { ...place, size: written.size, ...(written.crc32 === '' ? {} : { checksum: checksumOf(written) }) },
    };
  } finally {
    await folder.close();
  }
}

/** A key of a storage that ends in `/`, with nothing in it, stands for a folder: it becomes one. */
const NO_BYTES: Written = { size: 0, crc32: '' };

function wantedPath(
  activity: string,
  onScreen: string,
  { record, content }: Payload,
): { path: string; parts: string[] } {
  const path = onScreen !== '' ? onScreen : (placeIn(record)?.key ?? '');
  const isFolder = path.endsWith('/') && content?.size === 0;
  return isFolder ? { path, parts: folderPartsOf(path) } : pathOf(activity, onScreen, record);
}

async function writeInto(folder: PinnedFolder, job: Job): Promise<Written | 'exists'> {
  const { root, parts, name, context, ifExists } = job;
  context.planned?.({
    way: 'stream',
    reason: 'One read passed on as one write, into a file beside the one it is for, whose name it gets at the end.',
  });
  try {
    // Only a shortcut: that a file which comes up meanwhile is not replaced is seen to when the name is given.
    if (ifExists !== 'overwrite' && !context.earlier && (await isThere(folder, name))) return 'exists';
    await removeLeftovers(folder);
    const outcome = await writeContent(folder, job.content, context, async (file, written) => {
      if (ifExists === 'overwrite') return file.replace(name);
      await file.add(name).catch(async (error: unknown) => {
        if (errnoOf(error) !== 'EEXIST')
          throw fileError(error, `${sentence(root.fileText(parts))} cannot be written`, OF_LINK);
        // It may be the one that an earlier attempt of this run has written.
        if (!context.earlier || !(await isSame(root, parts, written))) throw error;
        await file.discard();
        context.earlier.found();
      });
    });
    return outcome;
  } catch (error) {
    if (ifExists !== 'overwrite' && errnoOf(error) === 'EEXIST') return 'exists';
    throw fileError(error, `${sentence(root.fileText(parts))} cannot be written`, OF_RENAME);
  }
}

const IS_FOLDER = {
  code: 'path-is-folder',
  says: 'there is a folder of that name',
  todo: 'Choose another path, or rename the folder.',
};
/** A file that is renamed cannot take the place of a folder. */
const OF_RENAME = { EEXIST: IS_FOLDER, ENOTEMPTY: IS_FOLDER };

/** Whether there is anything of that name, a broken link too. @throws the system's errors */
export async function isThere(folder: PinnedFolder, name: string): Promise<boolean> {
  try {
    await folder.look(name);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The file that was there stays. @throws {ConnectorError} `file-exists` */
function leftAlone({ root, parts, ifExists, context }: Job, path: string): RecordValue {
  const file = root.fileText(parts);
  if (ifExists === 'fail')
    throw new ConnectorError({
      code: 'file-exists',
      message: `${sentence(file)} exists already.`,
      todo: 'Choose another path, or set "If the file exists" to Overwrite or Skip.',
    });
  context.log('info', 'file-skipped', () => `${sentence(file)} exists and was left as it is.`);
  context.transferred({ outcome: 'skipped', bucket: root.name, key: path });
  return { folder: root.name, key: path };
}

const checksumOf = ({ crc32 }: Written) => ({ algorithm: 'CRC32', value: crc32 });

function receiptOf(folder: string, key: string, written: Written, from: RecordValue) {
  const source = placeIn(from);
  const text = (member: string) => (typeof from[member] === 'string' ? from[member] : undefined);
  return {
    outcome: 'written' as const,
    bucket: folder,
    key,
    size: written.size,
    ...(written.crc32 === '' ? {} : { checksum: checksumOf(written) }),
    ...(source
      ? { source: { key: source.key, bucket: source.bucket ?? '', eTag: text('eTag'), versionId: text('versionId') } }
      : {}),
  };
}

function writtenLine(root: Root, parts: readonly string[], { size, crc32 }: Written): string {
  if (crc32 === '') return `Made the sub-folder "${parts.join('/')}" in the folder "${root.name}".`;
  return `Wrote ${root.fileText(parts)}: ${bytesText(size)}, CRC32 ${crc32}.`;
}
