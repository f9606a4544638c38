import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { RecordValue } from '../../../shared/runs/payload.ts';
import { placeIn } from '../../../shared/runs/place.ts';
import { partsOf } from './file-path.ts';

/** The path of the screen, else that of the preceding step: a file's path, or an object's key. @throws {ConnectorError} */
export function pathOf(activity: string, onScreen: string, record: RecordValue): { path: string; parts: string[] } {
  const path = onScreen !== '' ? onScreen : (placeIn(record)?.key ?? '');
  if (path === '')
    throw new ConnectorError({
      code: 'path-not-supplied',
      message: `"${activity}" has no path, and no preceding step supplies one.`,
      todo: 'Open the activity and enter a Path.',
    });
  return { path, parts: partsOf(path) };
}
