import { statfs } from 'node:fs/promises';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Content, StepContext } from '../../../../shared/runs/payload.ts';
import { bytesText } from '../../../common/bytes-text.ts';
import type { PinnedFolder } from '../folder/pinned-folder.ts';
import { FileWriter } from './file-writer.ts';
import { NewFile } from './new-file.ts';

export interface Written {
  /** In bytes. */
  readonly size: number;
  /** Base64, as in S3's headers; `''` of a folder. */
  readonly crc32: string;
}

/** Smaller ones are just tried. */
const WORTH_ASKING = 16 * 1024 ** 2;

/**
 * Writes a content into a new file of a folder. When all of it is on disk, `name` is to give the file its name; when that or anything
 * before fails, nothing of the file is left. @throws {ConnectorError}; the system's errors
 */
export async function writeContent(
  folder: PinnedFolder,
  content: Content,
  context: StepContext,
  name: (file: NewFile, written: Written) => Promise<void>,
): Promise<Written> {
  const { signal } = context;
  await checkRoom(folder, content.size);
  const file = await NewFile.create(folder);
  let isNamed = false;
  try {
    const writer = new FileWriter(file.handle, content.size);
    await content.read(
      (chunk) => {
        const taken = writer.take(chunk);
        if (!taken) return context.moved(chunk.length);
        return taken.then(() => context.moved(chunk.length));
      },
      { offset: 0 },
      signal,
    );
    await writer.end();
    const written = { size: writer.size, crc32: writer.crc32 };
    check(content, written);
    await file.sync(signal);
    signal.throwIfAborted();
    await name(file, written);
    isNamed = true;
    return written;
  } finally {
    if (!isNamed) await file.discard();
  }
}

/** Whether there is room at all: better said before gigabytes are read than after. @throws {ConnectorError} `disk-full` */
async function checkRoom(folder: PinnedFolder, size = 0): Promise<void> {
  if (size < WORTH_ASKING) return;
  const disk = await statfs(folder.at('.')).catch(() => undefined);
  const free = disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
  // A file system that tells nothing tells 0 of 0.
  if (!disk || disk.blocks === 0 || size <= free) return;
  throw new ConnectorError({
    code: 'disk-full',
    message: `The content has ${bytesText(size)}; the disk of the folder "${folder.path}" has room for ${bytesText(free)}.`,
    todo: "Make room on the agent's disk, then run again.",
  });
}

/** @throws {ConnectorError} `source-truncated`, `checksum-mismatch` */
function check({ size, checksum }: Content, written: Written): void {
  if (size !== undefined && written.size !== size)
    throw new ConnectorError({
      code: 'source-truncated',
      message: `The source announced ${bytesText(size)} and gave ${bytesText(written.size)}.`,
      todo: 'Run again when nobody writes to the source.',
      nature: 'transient',
    });
  if (checksum?.algorithm === 'CRC32' && checksum.value !== written.crc32)
    throw new ConnectorError({
      code: 'checksum-mismatch',
      message: 'What arrived is not what the source vouches for: the checksums differ.',
      todo: 'Run again; if it happens again, something on the way damages the data.',
      nature: 'transient',
    });
}
