import type { ActivityType, Choice, Field } from '../../../shared/connector.ts';
import { continueOnError } from '../../common/fields.ts';
import { checksumNode, maybe, one } from '../../common/nodes.ts';
import { bucketFields, neededBucket, SCREEN_TITLE } from './bucket.ts';
import { metadataNode, tagNode } from './nodes.ts';

const same = (...values: string[]): Choice[] => values.map((value) => ({ value, label: value }));
const nameAndValue = [
  { name: 'name', label: 'Name' },
  { name: 'value', label: 'Value' },
];

const optional: readonly Field[] = [
  {
    name: 'contentType',
    label: 'Content type',
    hint: "Left empty: the source's, else guessed from the key.",
    control: 'text',
    variables: true,
    placeholder: 'application/octet-stream',
    maxLength: 512,
  },
  {
    name: 'storageClass',
    label: 'Storage class',
    control: 'select',
    default: '',
    choices: [
      { value: '', label: "The bucket's default" },
      ...same(
        'STANDARD',
        'INTELLIGENT_TIERING',
        'STANDARD_IA',
        'ONEZONE_IA',
        'GLACIER_IR',
        'GLACIER',
        'DEEP_ARCHIVE',
        'REDUCED_REDUNDANCY',
      ),
    ],
  },
  {
    name: 'serverSideEncryption',
    label: 'Server-side encryption',
    control: 'select',
    default: '',
    choices: [
      { value: '', label: "The bucket's default" },
      { value: 'AES256', label: 'SSE-S3' },
      { value: 'aws:kms', label: 'SSE-KMS' },
    ],
  },
  {
    name: 'kmsKeyId',
    label: 'KMS key ID',
    hint: "Left empty: the account's AWS managed key.",
    control: 'text',
    variables: true,
    maxLength: 2048,
    under: 'serverSideEncryption',
    visibleWhen: [{ field: 'serverSideEncryption', equals: ['aws:kms'] }],
  },
  { name: 'metadata', label: 'Metadata', control: 'rows', variables: true, columns: nameAndValue },
  { name: 'tags', label: 'Tags', control: 'rows', variables: true, columns: nameAndValue },
  { name: 'cacheControl', label: 'Cache-Control', control: 'text', variables: true, maxLength: 1024 },
  { name: 'contentDisposition', label: 'Content-Disposition', control: 'text', variables: true, maxLength: 1024 },
  { name: 'contentEncoding', label: 'Content-Encoding', control: 'text', variables: true, maxLength: 256 },
  {
    name: 'cannedAcl',
    label: 'Canned ACL',
    control: 'select',
    default: '',
    choices: [
      { value: '', label: 'None' },
      ...same(
        'private',
        'public-read',
        'public-read-write',
        'authenticated-read',
        'aws-exec-read',
        'bucket-owner-read',
        'bucket-owner-full-control',
      ),
    ],
  },
  {
    name: 'ifExists',
    label: 'If the object exists',
    control: 'select',
    default: 'overwrite',
    choices: [
      { value: 'overwrite', label: 'Overwrite' },
      { value: 'skip', label: 'Skip' },
      { value: 'fail', label: 'Fail' },
    ],
  },
  {
    name: 'keepSourceMetadata',
    label: 'Keep source metadata and tags',
    hint: 'What is entered above wins. Tags come along when the source includes them in its response.',
    control: 'checkbox',
    default: true,
  },
  {
    name: 'listFormat',
    label: 'Format of a list',
    hint: 'How the response of a List Objects before it is written.',
    control: 'select',
    default: 'json',
    choices: [
      { value: 'json', label: 'JSON' },
      { value: 'csv', label: 'CSV' },
      { value: 'xml', label: 'XML' },
    ],
  },
  continueOnError,
];

/** The activity type **Put Object**. */
export const putObject: ActivityType = {
  id: 'put-object',
  name: 'Put Object',
  direction: 'target',
  role: 'target',
  purpose: 'Places object data into a bucket.',
  screen: {
    title: SCREEN_TITLE,
    sections: [
      {
        fields: [
          ...bucketFields,
          {
            name: 'key',
            label: 'Key',
            hint: "Left empty, the source object's key is used.",
            control: 'text',
            variables: true,
            maxLength: 4096,
          },
        ],
      },
      { title: 'Optional settings', folded: true, fields: optional },
    ],
  },
  needed: [neededBucket, { field: 'key', member: 'key', warn: false }],
  writes: { bucket: 'bucket', key: 'key' },
  request: [
    maybe('bucketName', 'String'),
    maybe('key', 'String'),
    one('content', 'Base64Binary'),
    maybe('contentType', 'String'),
    maybe('contentEncoding', 'String'),
    maybe('contentDisposition', 'String'),
    maybe('contentLanguage', 'String'),
    maybe('cacheControl', 'String'),
    metadataNode,
    tagNode,
    maybe('storageClass', 'String'),
    maybe('acl', 'String'),
    maybe('serverSideEncryption', 'String'),
    maybe('sseKmsKeyId', 'String'),
  ],
  response: [
    one('bucketName', 'String'),
    one('key', 'String'),
    one('eTag', 'String'),
    one('size', 'Long'),
    maybe('versionId', 'String'),
    checksumNode,
    maybe('serverSideEncryption', 'String'),
  ],
};
