import type { Field, NeededField } from '../../../shared/connector.ts';

export const SCREEN_TITLE = 'Enter a name and select a bucket';

/** The bucket fields that every activity starts with. The two named `bucket` are never visible at once. */
export const bucketFields: readonly Field[] = [
  {
    name: 'bucketOptions',
    label: 'Bucket options',
    control: 'radio',
    default: 'lists',
    choices: [
      { value: 'lists', label: 'Use lists' },
      { value: 'text', label: 'Use text inputs' },
    ],
  },
  {
    name: 'bucket',
    label: 'Bucket',
    hint: 'Left empty, the bucket of the preceding step is used.',
    control: 'text',
    variables: true,
    maxLength: 2048,
    visibleWhen: [{ field: 'bucketOptions', equals: ['text'] }],
  },
  {
    name: 'bucket',
    label: 'Select a bucket',
    control: 'browse',
    browse: 'buckets',
    required: true,
    columns: [
      { name: 'name', label: 'Name' },
      { name: 'created', label: 'Created' },
    ],
    empty: 'This connection sees no bucket. Choose “Use text inputs” to enter the name of one.',
    visibleWhen: [{ field: 'bucketOptions', equals: ['lists'] }],
  },
];

export const neededBucket: NeededField = { field: 'bucket', member: 'bucketName', warn: true };
