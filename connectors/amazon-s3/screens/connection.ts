import type { Condition, Field, Section } from '../../../shared/connector.ts';
import { DEFAULT_REGION, REGIONS } from '../regions.ts';

const withAccessKeys: readonly Condition[] = [{ field: 'credentials', equals: ['keys'] }];

/** The fields of the connection screen, in their order. */
export const connectionSections: readonly Section[] = [
  {
    fields: [
      {
        name: 'accessKeyId',
        label: 'Access Key ID',
        control: 'text',
        required: true,
        variables: true,
        maxLength: 512,
        visibleWhen: withAccessKeys,
      },
      {
        name: 'secretAccessKey',
        label: 'Secret Access Key',
        control: 'secret',
        required: true,
        variables: true,
        visibleWhen: withAccessKeys,
      },
      {
        name: 'region',
        label: 'AWS Region (Used for Authentication Only)',
        hint: 'Signs requests; buckets in other regions work too.',
        control: 'select',
        required: true,
        default: DEFAULT_REGION,
        choices: REGIONS.map(({ code, name }) => ({ value: code, label: `${code} — ${name}` })),
      },
      {
        name: 'useProxy',
        label: 'Use Proxy Settings (Private Agent Only)',
        control: 'checkbox',
        default: false,
        privateAgentOnly: true,
      },
    ],
  },
  {
    title: 'Optional settings',
    folded: true,
    fields: [
      {
        name: 'endpointUrl',
        label: 'Endpoint URL',
        hint: 'For S3-compatible storage such as MinIO, Ceph, R2 or Wasabi. Leave it empty for Amazon S3.',
        control: 'text',
        placeholder: 'https://storage.example.com',
        maxLength: 2048,
        pattern: {
          source: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$',
          message: 'enter an address such as https://storage.example.com or http://192.0.2.7:9000.',
        },
      },
      {
        name: 'forcePathStyle',
        label: 'Force path-style access',
        hint: 'Puts the bucket into the path, not into the host name. Most S3-compatible storage needs it.',
        control: 'checkbox',
        default: false,
      },
      {
        name: 'sessionToken',
        label: 'Session Token',
        hint: 'Only for temporary credentials.',
        control: 'secret',
        variables: true,
        visibleWhen: withAccessKeys,
      },
      {
        name: 'credentials',
        label: 'Credentials',
        control: 'select',
        default: 'keys',
        choices: [
          { value: 'keys', label: 'Access keys' },
          {
            value: 'chain',
            label: "Agent's default AWS credentials chain",
            hint: "The agent's environment variables, its profile files, or the role of its machine.",
          },
        ],
      },
      {
        name: 'maximumAttempts',
        label: 'Maximum attempts',
        hint: 'How often a request is sent before a passing fault of the storage becomes an error.',
        control: 'number',
        default: 5,
        min: 1,
        max: 20,
      },
      {
        name: 'requestTimeout',
        label: 'Request timeout',
        hint: 'How long the storage may take to begin its answer.',
        control: 'number',
        default: 60,
        min: 1,
        max: 3600,
        unit: 'seconds',
      },
    ],
  },
];

/** What **Check permissions** asks for. */
export const permissionFields: readonly Field[] = [
  { name: 'bucket', label: 'Bucket', control: 'text', required: true, maxLength: 255 },
  {
    name: 'prefix',
    label: 'Object prefix',
    hint: 'Left empty, the whole bucket is meant.',
    control: 'text',
    maxLength: 1024,
  },
];
