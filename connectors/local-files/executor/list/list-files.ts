import type { ExecutableActivity, ListedPage, ListStart } from '../../../../shared/connector.ts';
import type { Payload, RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { listContent } from '../../../common/made-content.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import { folderPartsOf } from '../file-path.ts';
import type { Root } from '../folder/root.ts';
import { type FoundFile, filtersOf, ListSettings } from './list-settings.ts';
import { walk } from './walk.ts';

/** What a file of a list takes in memory, about. */
const LISTED_BYTES = 300;

interface FoundPage {
  readonly files: readonly FoundFile[];
  /** Whether something was left out because of the limit. */
  readonly isCut: boolean;
}

/** The files that an activity asks for, after a path, and no more than so many. */
async function* found(
  root: Root,
  settings: ListSettings,
  context: StepContext,
  { after, most }: { after: string; most: number },
): AsyncGenerator<FoundPage> {
  const wanted = filtersOf(settings);
  const parts = folderPartsOf(settings.subFolder);
  let count = 0;
  for await (const files of walk({
    root,
    parts,
    subFolders: settings.subFolders,
    after,
    context,
    wanted: wanted.path,
  })) {
    const page = files.filter(wanted.file);
    const isCut = count + page.length > most;
    yield { files: page.slice(0, most - count), isCut };
    if (isCut) return;
    count += page.length;
  }
}

const recordOf = ({ key, size, modified }: FoundFile): RecordValue => ({
  key,
  size,
  lastModified: new Date(modified).toISOString(),
});

/**
 * Executes a List Files. What lies past its limit is told by `isTruncated`, by the path to start after, and by a warning.
 * @throws {ConnectorError}
 */
export async function listFiles(
  root: Root,
  activity: ExecutableActivity,
  _input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(ListSettings, activity);
  const file: RecordValue[] = [];
  let isTruncated = false;
  let last = '';
  for await (const { files, isCut } of found(root, settings, context, { after: '', most: settings.maximumFiles })) {
    context.finished(files.length);
    // It is held to the end of the run: a list that finds no room waits, and reads no further meanwhile.
    await context.memory?.take(files.length * LISTED_BYTES, context.signal);
    for (const one of files) file.push(recordOf(one));
    last = files.at(-1)?.key ?? last;
    isTruncated = isCut;
  }
  const record: RecordValue = {
    folder: root.name,
    subFolder: settings.subFolder,
    fileCount: file.length,
    isTruncated,
    nextStartAfter: isTruncated ? last : undefined,
    file,
  };
  context.log('info', 'listed', `Listed ${file.length.toLocaleString('en-US')} files of ${placeText(root, settings)}.`);
  if (isTruncated) warnOfCut(context, placeText(root, settings), file.length, last);
  return { record, content: listContent(record) };
}

/** A List Files that passes each file: some at a time, as far as it is asked for. A file's mark is its path. */
export async function* listEach(
  root: Root,
  activity: ExecutableActivity,
  context: StepContext,
  start: ListStart,
): AsyncGenerator<ListedPage> {
  const settings = parseSettings(ListSettings, activity);
  const most = settings.maximumFiles - start.count;
  let count = start.count;
  let last = start.after;
  for await (const { files, isCut } of found(root, settings, context, { after: start.after, most })) {
    count += files.length;
    last = files.at(-1)?.key ?? last;
    if (isCut) warnOfCut(context, placeText(root, settings), count, last);
    yield {
      items: files.map((file) => ({ mark: file.key, record: { folder: root.name, ...recordOf(file) } })),
      isLast: isCut,
    };
  }
  yield { items: [], isLast: true };
}

function placeText(root: Root, { subFolder }: ListSettings): string {
  return subFolder === '' ? `the folder "${root.name}"` : `the sub-folder "${subFolder}" of the folder "${root.name}"`;
}

/** A list never ends early without a word. */
function warnOfCut(context: StepContext, place: string, count: number, last: string): void {
  const text = `The list was cut after ${count.toLocaleString('en-US')} files: ${place} has more, after "${last}".`;
  context.log('warning', 'list-truncated', text);
}
