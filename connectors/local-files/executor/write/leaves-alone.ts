import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import { fileError } from '../file-errors.ts';
import { type Root, sentence } from '../folder/root.ts';
import { pathOf } from '../path-of.ts';
import { isThere, WriteSettings } from './write-file.ts';

/** Whether a Write set to leave existing files would leave its file: a look, in place of reading the source. @throws {ConnectorError} */
export async function leavesAlone(
  root: Root,
  activity: ExecutableActivity,
  record: RecordValue,
  context: StepContext,
): Promise<boolean> {
  const settings = parseSettings(WriteSettings, activity);
  // A file of an earlier attempt must be told from one of somebody else: that is for the Write.
  if (settings.ifExists !== 'skip' || context.earlier) return false;
  if (settings.path === '' && typeof record.key === 'string' && record.key.endsWith('/')) return false;
  const { path, parts } = pathOf(activity.name, settings.path, record);
  const folder = await root.openFolder(parts.slice(0, -1)).catch((error: unknown) => {
    if (error instanceof ConnectorError && error.code === 'sub-folder-missing') return undefined;
    throw error;
  });
  if (!folder) return false;
  try {
    if (!(await isThere(folder, parts.at(-1) ?? ''))) return false;
  } catch (error) {
    throw fileError(error, `${sentence(root.fileText(parts))} cannot be looked at`);
  } finally {
    await folder.close();
  }
  context.transferred({ outcome: 'skipped', bucket: root.name, key: path });
  return true;
}
