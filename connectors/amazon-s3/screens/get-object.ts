import type { ActivityType, Field } from '../../../shared/connector.ts';
import { continueOnError } from '../../common/fields.ts';
import { checksumNode, maybe, one } from '../../common/nodes.ts';
import { bucketFields, neededBucket, SCREEN_TITLE } from './bucket.ts';
import { metadataNode, tagNode } from './nodes.ts';

const optional: readonly Field[] = [
  {
    name: 'includeTags',
    label: 'Include tagging metadata in response',
    hint: 'Needs the permission s3:GetObjectTagging.',
    control: 'checkbox',
    default: false,
  },
  { name: 'versionId', label: 'Version ID', control: 'text', variables: true, maxLength: 1024 },
  {
    name: 'range',
    label: 'Byte range',
    hint: 'First and last byte, counted from 0; the last 100 bytes are -100.',
    control: 'text',
    variables: true,
    placeholder: '0-1023',
    maxLength: 64,
    pattern: { source: '^(bytes=)?([0-9]+-[0-9]*|-[0-9]+)$', message: 'enter a range such as 0-1023, 1024- or -100.' },
  },
  {
    name: 'ifMissing',
    label: 'If the object is missing',
    control: 'select',
    default: 'fail',
    choices: [
      { value: 'fail', label: 'Fail' },
      { value: 'no-data', label: 'Succeed with no data' },
    ],
  },
  continueOnError,
];

/** The activity type **Get Object**. */
export const getObject: ActivityType = {
  id: 'get-object',
  name: 'Get Object',
  direction: 'source',
  role: 'source',
  purpose: 'Retrieves an object from a bucket.',
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
            tree: {
              what: 'keys',
              title: 'Choose an object',
              within: 'bucket',
              whileEmpty: 'Select a bucket first.',
              when: { field: 'bucketOptions', equals: ['lists'] },
              columns: [
                { name: 'size', label: 'Size' },
                { name: 'modified', label: 'Modified' },
              ],
            },
          },
        ],
      },
      { title: 'Optional settings', folded: true, fields: optional },
    ],
  },
  needed: [neededBucket, { field: 'key', member: 'key', warn: true }],
  request: [
    maybe('bucketName', 'String'),
    maybe('key', 'String'),
    maybe('versionId', 'String'),
    maybe('range', 'String'),
  ],
  response: [
    one('bucketName', 'String'),
    one('key', 'String'),
    one('content', 'Base64Binary'),
    one('contentLength', 'Long'),
    one('contentType', 'String'),
    one('eTag', 'String'),
    one('lastModified', 'DateTime'),
    maybe('versionId', 'String'),
    maybe('contentEncoding', 'String'),
    maybe('contentDisposition', 'String'),
    maybe('contentLanguage', 'String'),
    maybe('cacheControl', 'String'),
    maybe('storageClass', 'String'),
    maybe('serverSideEncryption', 'String'),
    metadataNode,
    tagNode,
    checksumNode,
  ],
};
