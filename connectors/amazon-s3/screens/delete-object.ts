import type { ActivityType } from '../../../shared/connector.ts';
import { continueOnError } from '../../common/fields.ts';
import { maybe, one } from '../../common/nodes.ts';
import { bucketFields, neededBucket, SCREEN_TITLE } from './bucket.ts';

/** The activity type **Delete Object**. */
export const deleteObject: ActivityType = {
  id: 'delete-object',
  name: 'Delete Object',
  direction: 'target',
  role: 'single',
  purpose: 'Deletes an object.',
  screen: {
    title: SCREEN_TITLE,
    sections: [
      {
        fields: [
          ...bucketFields,
          {
            name: 'key',
            label: 'Key',
            hint: 'Left empty, the key of the preceding step is used.',
            control: 'text',
            variables: true,
            maxLength: 4096,
          },
        ],
      },
      {
        title: 'Optional settings',
        folded: true,
        fields: [
          {
            name: 'versionId',
            label: 'Version ID',
            hint: 'Deletes just this version, for ever. Left empty in a bucket with versions, the object is hidden by a delete marker.',
            control: 'text',
            variables: true,
            maxLength: 1024,
          },
          continueOnError,
        ],
      },
    ],
  },
  needed: [neededBucket, { field: 'key', member: 'key', warn: true }],
  request: [maybe('bucketName', 'String'), maybe('key', 'String'), maybe('versionId', 'String')],
  response: [
    one('bucketName', 'String'),
    one('key', 'String'),
    one('deleteMarker', 'Boolean'),
    maybe('versionId', 'String'),
  ],
};
