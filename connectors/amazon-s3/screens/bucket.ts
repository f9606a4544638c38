import type { Field, NeededField } from '../../../shared/connector.ts';

export const SCREEN_TITLE = 'Enter a name and select a bucket';

/** How the bucket, or each of the buckets, is entered. */
export const bucketOptions: Field = {
  name: 'bucketOptions',
  label: 'Bucket options',
  control: 'radio',
  default: 'lists',
  choices: [
    { value: 'lists', label: 'Use lists' },
    { value: 'text', label: 'Use text inputs' },
  ],
};

/** The two fields of one bucket: they have one name and are never visible at once. */
export function bucketField(words: {
  name: string;
  label: string;
  selectLabel: string;
  hint?: string;
  required?: boolean;
}): readonly Field[] {
  const { name, label, selectLabel, hint, required } = words;
  return [
    {
      name,
      label,
      ...(hint === undefined ? {} : { hint }),
      ...(required === undefined ? {} : { required }),
      control: 'text',
      variables: true,
      maxLength: 2048,
      visibleWhen: [{ field: 'bucketOptions', equals: ['text'] }],
    },
    {
      name,
      label: selectLabel,
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
}

/** The bucket fields that every activity on one bucket starts with. */
export const bucketFields: readonly Field[] = [
  bucketOptions,
  ...bucketField({
    name: 'bucket',
    label: 'Bucket',
    selectLabel: 'Select a bucket',
    hint: 'Left empty, the bucket of the preceding step is used.',
  }),
];

export const neededBucket: NeededField = { field: 'bucket', member: 'bucketName', warn: true };
