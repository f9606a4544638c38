import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REGIONS } from '../../regions.ts';
import { addressOf } from './address.ts';
import { buildRequest } from './build-request.ts';
import type { Call } from './call.ts';
import { Signer } from './sign.ts';
import { encodeQuery } from './uri.ts';

const credentials = { accessKeyId: 'AKIADIFFERENCE', secretAccessKey: 'a/secret+key', sessionToken: 'a token=' };

interface Captured {
  method: string;
  hostname: string;
  path: string;
  query: Record<string, string | null>;
  headers: Record<string, string>;
}

/** What the AWS SDK would send. */
async function captured(config: S3ClientConfig, send: (client: S3Client) => Promise<unknown>): Promise<Captured> {
  let request: Captured | undefined;
  const client = new S3Client({
    credentials,
    region: 'us-east-1',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...config,
    maxAttempts: 1,
    requestHandler: {
      handle: async (sent: Captured) => {
        request = sent;
        return { response: { statusCode: 200, headers: {}, body: Readable.from(['<a></a>']) } };
      },
    },
  });
  await send(client).catch(() => undefined);
  client.destroy();
  if (!request) throw new Error('nothing was sent');
  return request;
}

const NOT_COMPARED = /^(amz-sdk-|x-amz-user-agent|user-agent|authorization|x-amz-date|x-amz-content-sha256|connection)/;

/** Headers that matter. A length of 0 is sent by us before a POST without a body; the SDK leaves it to its HTTP handler. */
function comparable(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => !NOT_COMPARED.test(name) && !(name === 'content-length' && value === '0'),
    ),
  );
}

/** Both requests say the same, and both signers sign the SDK's request alike. */
function expectSame(theirs: Captured, call: Call, place: Parameters<typeof addressOf>[0], region: string): void {
  const signer = new Signer();
  const address = addressOf(place, region, call.bucket, call.key);
  const ours = buildRequest(call, { address, region, credentials, signer, at: new Date(), userAgent: 'x' });
  const query = Object.fromEntries(Object.entries(theirs.query).map(([name, value]) => [name, value ?? '']));
  const { 'x-id': _, ...rest } = query;
  expect(ours.method).toBe(theirs.method);
  expect(ours.origin.hostname).toBe(theirs.hostname);
  expect(ours.target).toBe(encodeQuery(rest) === '' ? theirs.path : `${theirs.path}?${encodeQuery(rest)}`);
  expect(comparable(ours.headers)).toEqual(comparable(theirs.headers));
  const payloadHash = theirs.headers['x-amz-content-sha256'] ?? '';
  const date = (theirs.headers['x-amz-date'] ?? '').replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const { authorization, ...unsigned } = theirs.headers;
  const again = signer.sign(
    { method: theirs.method, path: theirs.path, query: encodeQuery(query), headers: unsigned, payloadHash },
    credentials,
    region,
    new Date(date),
  );
  expect(again.authorization).toBe(authorization);
}

const AWS = { pathStyle: false };
const where = { bucket: 'my-bucket', key: "odd/../ké y+%2F(1)!*'~.txt" };
const sdkWhere = { Bucket: where.bucket, Key: where.key };

describe('our requests are those of the AWS SDK', () => {
  const cases: [string, Call, (client: S3Client) => Promise<unknown>][] = [
    [
      'GetObject with range, version and condition',
      {
        operation: 'GetObject',
        method: 'GET',
        ...where,
        query: { versionId: 'a/b+c=' },
        headers: { range: 'bytes=1-2', 'if-match': '"abc"', 'x-amz-checksum-mode': 'ENABLED' },
      },
      (client) =>
        client.send(
          new GetObjectCommand({
            ...sdkWhere,
            VersionId: 'a/b+c=',
            Range: 'bytes=1-2',
            IfMatch: '"abc"',
            ChecksumMode: 'ENABLED',
          }),
        ),
    ],
    [
      'HeadObject',
      { operation: 'HeadObject', method: 'HEAD', ...where },
      (client) => client.send(new HeadObjectCommand(sdkWhere)),
    ],
    [
      'GetObjectTagging',
      { operation: 'GetObjectTagging', method: 'GET', ...where, query: { tagging: '' } },
      (client) => client.send(new GetObjectTaggingCommand(sdkWhere)),
    ],
    [
      'ListObjectsV2',
      {
        operation: 'ListObjectsV2',
        method: 'GET',
        bucket: where.bucket,
        query: {
          'list-type': '2',
          'encoding-type': 'url',
          'max-keys': '1000',
          prefix: 'a b/ü+',
          delimiter: '/',
          'continuation-token': '1/x+y==',
        },
      },
      (client) =>
        client.send(
          new ListObjectsV2Command({
            Bucket: where.bucket,
            EncodingType: 'url',
            MaxKeys: 1000,
            Prefix: 'a b/ü+',
            Delimiter: '/',
            ContinuationToken: '1/x+y==',
          }),
        ),
    ],
    [
      'PutObject with all its headers',
      {
        operation: 'PutObject',
        method: 'PUT',
        ...where,
        headers: {
          'content-type': 'text/plain',
          'cache-control': 'max-age=1',
          'content-disposition': 'attachment;   filename="a  b"',
          'content-encoding': 'gzip',
          'content-language': 'de',
          'x-amz-storage-class': 'STANDARD_IA',
          'x-amz-acl': 'bucket-owner-full-control',
          'x-amz-server-side-encryption': 'aws:kms',
          'x-amz-server-side-encryption-aws-kms-key-id': 'key/1',
          'x-amz-tagging': 'a%20b=c%2Bd',
          'x-amz-meta-owner': 'someone',
          'x-amz-checksum-crc32': 'AAAAAA==',
          'if-none-match': '*',
        },
        body: Buffer.from('some bytes'),
      },
      (client) =>
        client.send(
          new PutObjectCommand({
            ...sdkWhere,
            ContentType: 'text/plain',
            CacheControl: 'max-age=1',
            ContentDisposition: 'attachment;   filename="a  b"',
            ContentEncoding: 'gzip',
            ContentLanguage: 'de',
            StorageClass: 'STANDARD_IA',
            ACL: 'bucket-owner-full-control',
            ServerSideEncryption: 'aws:kms',
            SSEKMSKeyId: 'key/1',
            Tagging: 'a%20b=c%2Bd',
            Metadata: { owner: 'someone' },
            ChecksumCRC32: 'AAAAAA==',
            IfNoneMatch: '*',
            Body: Buffer.from('some bytes'),
          }),
        ),
    ],
    [
      'CreateMultipartUpload',
      {
        operation: 'CreateMultipartUpload',
        method: 'POST',
        ...where,
        query: { uploads: '' },
        headers: { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' },
      },
      (client) =>
        client.send(
          new CreateMultipartUploadCommand({ ...sdkWhere, ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' }),
        ),
    ],
    [
      'AbortMultipartUpload',
      { operation: 'AbortMultipartUpload', method: 'DELETE', ...where, query: { uploadId: 'a.b-c_' } },
      (client) => client.send(new AbortMultipartUploadCommand({ ...sdkWhere, UploadId: 'a.b-c_' })),
    ],
    [
      'DeleteObject',
      { operation: 'DeleteObject', method: 'DELETE', ...where, query: { versionId: 'v' } },
      (client) => client.send(new DeleteObjectCommand({ ...sdkWhere, VersionId: 'v' })),
    ],
  ];

  test.each(cases)('%s', async (_, call, send) => {
    const theirs = await captured({}, send);
    expectSame(theirs, call, AWS, 'us-east-1');
  });

  test('UploadPart and CompleteMultipartUpload', async () => {
    const part = await captured({}, (client) =>
      client.send(new UploadPartCommand({ ...sdkWhere, PartNumber: 7, UploadId: 'u', Body: Buffer.from('12345') })),
    );
    expect(part).toMatchObject({ method: 'PUT', query: { partNumber: '7', uploadId: 'u' } });
    const complete = await captured({}, (client) =>
      client.send(
        new CompleteMultipartUploadCommand({
          ...sdkWhere,
          UploadId: 'u',
          IfNoneMatch: '*',
          MultipartUpload: { Parts: [{ ETag: '"e"', PartNumber: 1 }] },
        }),
      ),
    );
    expect(complete).toMatchObject({
      method: 'POST',
      query: { uploadId: 'u' },
      headers: { 'content-type': 'application/xml', 'if-none-match': '*' },
    });
  });

  test('any key, in any style of address', async () => {
    const places: [S3ClientConfig, Parameters<typeof addressOf>[0]][] = [
      [{}, AWS],
      [{ forcePathStyle: true }, { pathStyle: true }],
      [
        { endpoint: 'http://storage.example:9000/base' },
        { pathStyle: false, endpoint: new URL('http://storage.example:9000/base') },
      ],
      [{ endpoint: 'http://127.0.0.1:9000' }, { pathStyle: false, endpoint: new URL('http://127.0.0.1:9000') }],
      [
        { endpoint: 'https://storage.example', forcePathStyle: true },
        { pathStyle: true, endpoint: new URL('https://storage.example') },
      ],
    ];
    const key = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.stringMatching(/^[ -~/]{1,60}$/),
      fc.constantFrom(
        '.',
        '..',
        '/',
        '//',
        '/a',
        'a/',
        'a//b',
        './a',
        '../a',
        'a/../b',
        '%2e%2e',
        '+',
        ' ',
        '?x',
        '#y',
        '~',
        '*',
      ),
    );
    await fc.assert(
      fc.asyncProperty(key, fc.constantFrom(...places), async (anyKey, [config, place]) => {
        const theirs = await captured(config, (client) =>
          client.send(new GetObjectCommand({ Bucket: 'my-bucket', Key: anyKey })),
        );
        expectSame(
          theirs,
          { operation: 'GetObject', method: 'GET', bucket: 'my-bucket', key: anyKey },
          place,
          'us-east-1',
        );
      }),
      { numRuns: 150 },
    );
  });

  test.each(['my.dotted.bucket', 'Upper_Case', 'ab-1'])('the bucket %s is addressed alike', async (bucket) => {
    for (const endpoint of [undefined, 'http://storage.example', 'https://storage.example']) {
      const theirs = await captured(endpoint ? { endpoint } : {}, (client) =>
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'k' })),
      );
      const place = endpoint ? { pathStyle: false, endpoint: new URL(endpoint) } : AWS;
      expectSame(theirs, { operation: 'HeadObject', method: 'HEAD', bucket, key: 'k' }, place, 'us-east-1');
    }
  });

  test('every region has the host the SDK gives it', async () => {
    for (const { code } of REGIONS) {
      const theirs = await captured({ region: code }, (client) => client.send(new HeadObjectCommand(sdkWhere)));
      expectSame(theirs, { operation: 'HeadObject', method: 'HEAD', ...where }, AWS, code);
    }
  });
});
