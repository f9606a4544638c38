import type { ExecutableActivity } from '../../../../shared/connector.ts';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { parseSettings } from '../../../common/parse-settings.ts';
import type { Endpoint } from '../endpoints.ts';
import { whereOf } from '../where.ts';
import { headObject } from './head.ts';
import { PutSettings } from './put-settings.ts';

/**
 * Whether a Put set to leave existing objects would leave its object: a look at the target, which costs one request instead
 * of a read and a refused write. The write itself is conditional all the same.
 */
export async function leavesAlone(
  endpoint: Endpoint,
  activity: ExecutableActivity,
  record: RecordValue,
  context: StepContext,
): Promise<boolean> {
  const settings = parseSettings(PutSettings, activity);
  // An object of an earlier attempt must be told from one of somebody else: that is for the Put.
  if (settings.ifExists !== 'skip' || context.earlier) return false;
  const where = whereOf(activity.name, settings, record);
  try {
    await headObject({ endpoint, context, where });
  } catch (error) {
    // Not there, or not to be seen: the Put will tell.
    if (error instanceof ConnectorError && ['key-missing', 'access-denied'].includes(error.code)) return false;
    throw error;
  }
  context.transferred({ outcome: 'skipped', ...where });
  return true;
}
