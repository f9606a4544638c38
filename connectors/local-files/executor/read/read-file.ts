import { z } from 'zod';
import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../../shared/runs/payload.ts';
import { bytesText } from '../../../common/bytes-text.ts';
import { parseSettings, textField } from '../../../common/parse-settings.ts';
import { type Root, sentence } from '../folder/root.ts';
import { pathOf } from '../path-of.ts';
import { FileContent } from './file-content.ts';

const ReadSettings = z.object({ path: textField, ifMissing: z.enum(['fail', 'no-data']).default('fail') });

/** Executes a Read File: gives what the file is, and its content, unread. @throws {ConnectorError} */
export async function readFile(
  root: Root,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
): Promise<Payload> {
  const settings = parseSettings(ReadSettings, activity);
  const { path, parts } = pathOf(activity.name, settings.path, input.record);
  const place = { folder: root.name, key: path, name: parts.at(-1) ?? '' };
  try {
    const file = await root.openFile(parts);
    const { size, mtime } = file.stats;
    const contentLength = Number(size);
    context.expect({ bytes: contentLength, objects: 1 });
    context.log(
      'info',
      'file-opened',
      () => `Reads ${root.fileText(parts)}: ${bytesText(contentLength)}, modified ${mtime.toISOString()}.`,
    );
    return {
      record: { ...place, contentLength, lastModified: mtime.toISOString() },
      content: new FileContent(root, parts, file, context),
    };
  } catch (error) {
    if (settings.ifMissing === 'fail' || !(error instanceof ConnectorError) || error.code !== 'file-missing')
      throw error;
    const text = `${sentence(root.fileText(parts))} is not there. The step goes on without data.`;
    context.log('info', 'file-missing', text);
    return { record: place };
  }
}
