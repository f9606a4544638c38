import type { ActivityType, Field } from '../../../shared/connector.ts';
import { datePattern, LIST_CEILING } from '../../common/fields.ts';
import { many, maybe, one } from '../../common/nodes.ts';
import { bucketFields, neededBucket, SCREEN_TITLE } from './bucket.ts';

const LARGEST_OBJECT = 50 * 1024 ** 4;
const objectNodes = [
  one('key', 'String'),
  one('size', 'Long'),
  one('lastModified', 'DateTime'),
  one('eTag', 'String'),
  one('storageClass', 'String'),
];

const optional: readonly Field[] = [
  { name: 'prefix', label: 'Object prefix', control: 'text', variables: true, maxLength: 4096 },
  {
    name: 'excludePrefixMatch',
    label: 'Exclude prefix exact match from results',
    hint: 'Leaves out the object whose key is the prefix itself.',
    control: 'checkbox',
    default: false,
    under: 'prefix',
  },
  {
    name: 'maximumObjects',
    label: 'Maximum objects',
    control: 'number',
    default: LIST_CEILING,
    min: 1,
    max: LIST_CEILING,
  },
  {
    name: 'foldersOnly',
    label: 'Include only folders at this level',
    hint: 'Lists the common prefixes up to the next delimiter, and no objects.',
    control: 'checkbox',
    default: false,
  },
  {
    name: 'delimiter',
    label: 'Delimiter',
    control: 'text',
    default: '/',
    required: true,
    maxLength: 64,
    under: 'foldersOnly',
    visibleWhen: [{ field: 'foldersOnly', equals: [true] }],
  },
  {
    name: 'modifiedAfter',
    label: 'Modified after',
    control: 'text',
    variables: true,
    placeholder: '2026-01-31T18:00:00Z',
    pattern: datePattern,
    visibleWhen: [{ field: 'foldersOnly', equals: [false] }],
  },
  {
    name: 'modifiedBefore',
    label: 'Modified before',
    control: 'text',
    variables: true,
    placeholder: '2026-01-31T18:00:00Z',
    pattern: datePattern,
    visibleWhen: [{ field: 'foldersOnly', equals: [false] }],
  },
  {
    name: 'keyPattern',
    label: 'Key pattern',
    hint: '* stands for anything but /, ** for anything, ? for one character.',
    control: 'text',
    variables: true,
    placeholder: 'in/**/*.csv',
    maxLength: 1024,
    visibleWhen: [{ field: 'foldersOnly', equals: [false] }],
  },
  {
    name: 'smallest',
    label: 'Smallest size',
    control: 'number',
    min: 0,
    max: LARGEST_OBJECT,
    unit: 'bytes',
    visibleWhen: [{ field: 'foldersOnly', equals: [false] }],
  },
  {
    name: 'largest',
    label: 'Largest size',
    control: 'number',
    min: 0,
    max: LARGEST_OBJECT,
    unit: 'bytes',
    visibleWhen: [{ field: 'foldersOnly', equals: [false] }],
  },
  {
    name: 'pass',
    label: 'Pass to the next step',
    control: 'radio',
    default: 'document',
    choices: [
      { value: 'document', label: 'The list, as one document' },
      {
        value: 'each',
        label: 'Each object, one at a time',
        hint: 'Get, Put, Delete and Move after it run once for each listed object.',
      },
    ],
    visibleWhen: [{ field: 'foldersOnly', equals: [false] }],
  },
  {
    name: 'atATime',
    label: 'Objects at a time',
    control: 'number',
    default: 16,
    min: 1,
    max: 64,
    under: 'pass',
    visibleWhen: [{ field: 'pass', equals: ['each'] }],
  },
];

/** The activity type **List Objects**. */
export const listObjects: ActivityType = {
  id: 'list-objects',
  name: 'List Objects',
  direction: 'target',
  role: 'list',
  purpose: "Returns some or all of a bucket's objects, up to 100,000.",
  screen: {
    title: SCREEN_TITLE,
    sections: [{ fields: bucketFields }, { title: 'Optional settings', folded: true, fields: optional }],
  },
  needed: [neededBucket],
  request: [
    maybe('bucketName', 'String'),
    maybe('prefix', 'String'),
    maybe('delimiter', 'String'),
    maybe('startAfter', 'String'),
    maybe('maxObjects', 'Integer'),
  ],
  response: [
    one('bucketName', 'String'),
    one('prefix', 'String'),
    one('keyCount', 'Integer'),
    one('isTruncated', 'Boolean'),
    maybe('nextStartAfter', 'String'),
    many('object', objectNodes, LIST_CEILING),
    many('commonPrefix', [one('prefix', 'String')]),
  ],
  each: {
    field: 'pass',
    value: 'each',
    atATime: 'atATime',
    most: 'maximumObjects',
    gives: [one('bucketName', 'String'), ...objectNodes],
  },
};
