import type { ActivityType } from '../../../shared/connector.ts';
import { continueOnError } from '../../common/fields.ts';
import { maybe, one } from '../../common/nodes.ts';
import { bucketField, bucketOptions, SCREEN_TITLE } from './bucket.ts';

/** The activity type **Move Object**. */
export const moveObject: ActivityType = {
  id: 'move-object',
  name: 'Move Object',
  direction: 'target',
  role: 'single',
  purpose: 'Moves or copies an object from one bucket to another.',
  screen: {
    title: SCREEN_TITLE,
    sections: [
      {
        fields: [
          bucketOptions,
          ...bucketField({
            name: 'sourceBucket',
            label: 'Source bucket',
            selectLabel: 'Select the source bucket',
            hint: 'Left empty, the bucket of the preceding step is used.',
          }),
          {
            name: 'sourceKey',
            label: 'Source key',
            hint: 'Left empty, the key of the preceding step is used.',
            control: 'text',
            variables: true,
            maxLength: 4096,
          },
          ...bucketField({
            name: 'destinationBucket',
            label: 'Destination bucket',
            selectLabel: 'Select the destination bucket',
            required: true,
          }),
          {
            name: 'destinationKey',
            label: 'Destination key',
            hint: 'Left empty, the object keeps its key.',
            control: 'text',
            variables: true,
            maxLength: 4096,
          },
          {
            name: 'deleteFromSource',
            label: 'Delete from source',
            hint: 'Once the copy is proven complete. Cleared, the object is copied.',
            control: 'checkbox',
            default: true,
          },
        ],
      },
      { title: 'Optional settings', folded: true, fields: [continueOnError] },
    ],
  },
  needed: [
    { field: 'sourceBucket', member: 'bucketName', warn: true },
    { field: 'sourceKey', member: 'key', warn: true },
  ],
  writes: { bucket: 'destinationBucket', key: 'destinationKey' },
  request: [
    maybe('sourceBucketName', 'String'),
    maybe('sourceKey', 'String'),
    maybe('destinationBucketName', 'String'),
    maybe('destinationKey', 'String'),
    maybe('deleteFromSource', 'Boolean'),
  ],
  response: [
    one('sourceBucketName', 'String'),
    one('sourceKey', 'String'),
    one('destinationBucketName', 'String'),
    one('destinationKey', 'String'),
    one('deleteFromSource', 'Boolean'),
    one('eTag', 'String'),
    one('size', 'Long'),
    one('serverSide', 'Boolean'),
  ],
};
