import type { Descriptor } from '../../shared/connector.ts';
import { connectionSections, permissionFields } from './screens/connection.ts';
import { deleteObject } from './screens/delete-object.ts';
import { getObject } from './screens/get-object.ts';
import { listObjects } from './screens/list-objects.ts';
import { moveObject } from './screens/move-object.ts';
import { putObject } from './screens/put-object.ts';

/**
 * Amazon S3 and compatible storage: what the screens, the palette and the checks need to know.
 *
 * The bucket has one settings name, `bucket`, and two fields that are shown in turn (see `screens/bucket.ts`): a text field
 * under **Use text inputs**, a browse field under **Use lists**. Switching keeps the value.
 */
export const descriptor: Descriptor = {
  id: 'amazon-s3',
  name: 'Amazon S3',
  version: '1.1.0',
  connection: {
    heading: 'Configure Amazon S3',
    nameLabel: 'Connection Name',
    sections: connectionSections,
    permissionFields,
  },
  activityTypes: [putObject, getObject, listObjects, deleteObject, moveObject],
};
