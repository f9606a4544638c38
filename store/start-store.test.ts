import { connect } from 'node:net';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStore } from './start-store.ts';
import { startTemporaryStore, type TemporaryStore } from './temporary-store.ts';

const Bucket = 'start';
let store: TemporaryStore;
let s3: S3;

beforeAll(async () => {
  store = await startTemporaryStore();
  const { url: endpoint, accessKeyId, secretAccessKey, region } = store;
  s3 = new S3({
    endpoint,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  });
  await s3.createBucket({ Bucket });
});

afterAll(() => store.close());

/** Sends bytes as they are and gives what comes back. */
function speak(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(store.port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('a store', () => {
  test('listens on loopback only', async () => {
    const options = { dataDir: store.dataDir, credentials: [{ accessKeyId: 'a', secretAccessKey: 'b' }] };
    await expect(startStore({ ...options, host: '0.0.0.0' })).rejects.toThrow('loopback only');
  });

  test('refuses a folder that another store has', async () => {
    const options = { dataDir: store.dataDir, credentials: [{ accessKeyId: 'a', secretAccessKey: 'b' }] };
    await expect(startStore(options)).rejects.toThrow(/in use by another store/);
  });

  test('answers what it can not do with NotImplemented, and does not do it', async () => {
    await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    const unknown = { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } };
    await expect(s3.getObjectAcl({ Bucket, Key: 'k' })).rejects.toMatchObject(unknown);
    await expect(s3.getBucketPolicy({ Bucket })).rejects.toMatchObject(unknown);
    await expect(s3.listObjectVersions({ Bucket })).rejects.toMatchObject(unknown);
    const Status = 'Enabled';
    await expect(s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } })).rejects.toMatchObject(
      unknown,
    );
    const encrypted = s3.putObject({ Bucket, Key: 'secret', Body: 'x', ServerSideEncryption: 'aws:kms' });
    await expect(encrypted).rejects.toMatchObject(unknown);
    await expect(s3.headObject({ Bucket, Key: 'secret' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('refuses public objects, having no access lists', async () => {
    const open = s3.putObject({ Bucket, Key: 'open', Body: 'x', ACL: 'public-read' });
    await expect(open).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
    await s3.putObject({ Bucket, Key: 'mine', Body: 'x', ACL: 'private' });
  });

  test('knows no versions but the only one', async () => {
    await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    await s3.getObject({ Bucket, Key: 'k', VersionId: 'null' });
    await expect(s3.getObject({ Bucket, Key: 'k', VersionId: 'abc' })).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('survives what is no HTTP, no S3 and no UTF-8', async () => {
    const host = `Host: 127.0.0.1:${store.port}\r\nConnection: close\r\n\r\n`;
    expect(await speak('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await speak(`GET /%ff HTTP/1.1\r\n${host}`)).toMatch(/400 [\s\S]*<Code>InvalidURI</);
    expect(await speak(`GET /b/%zz HTTP/1.1\r\n${host}`)).toMatch(/400 [\s\S]*<Code>InvalidURI</);
    expect(await speak(`BREW /b HTTP/1.1\r\n${host}`)).toMatch(/^HTTP\/1\.1 4/);
    expect(await speak(`DELETE / HTTP/1.1\r\n${host}`)).toMatch(/403 [\s\S]*<Code>AccessDenied</);
    expect(await speak(`GET /b HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 x\r\n${host}`)).toMatch(
      /AuthorizationHeaderMalformed/,
    );
    expect(await speak(`GET /b HTTP/1.1\r\nAuthorization: AWS k:s\r\n${host}`)).toMatch(/<Code>InvalidRequest</);
    expect((await s3.listBuckets()).Buckets).toHaveLength(1);
  });

  test('refuses what no header can hold', async () => {
    await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    const read = s3.getObject({ Bucket, Key: 'k', ResponseContentType: 'text\r\nset-cookie: a=b' });
    await expect(read).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  test('refuses an upload before its body when the client asks to wait', async () => {
    const answer = await speak(
      `PUT /${Bucket}/k HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('speaks to buckets by their host name under localhost', async () => {
    const wire = `GET /k HTTP/1.1\r\nHost: ${Bucket}.localhost:${store.port}\r\nConnection: close\r\n\r\n`;
    expect(await speak(wire)).toContain('<Resource>/k</Resource>');
    expect(store.faults.count({ operation: 'GetObject', bucket: Bucket, key: 'k', status: 403 })).toBe(1);
  });

  test('keeps what it has when it is stopped and started again', async () => {
    const first = await startTemporaryStore();
    const { accessKeyId, secretAccessKey, dataDir } = first;
    const credentials = { accessKeyId, secretAccessKey };
    const client = (endpoint: string): S3 =>
      new S3({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
    const before = client(first.url);
    await before.createBucket({ Bucket });
    await before.putObject({
      Bucket,
      Key: 'k',
      Body: 'kept',
      Metadata: { a: 'b' },
      Tagging: 'c=d',
      StorageClass: 'GLACIER_IR',
    });
    const { UploadId } = await before.createMultipartUpload({ Bucket, Key: 'big' });
    const { ETag } = await before.uploadPart({ Bucket, Key: 'big', UploadId, PartNumber: 1, Body: 'part' });
    const second = await restart(first, dataDir);
    const after = client(second.url);
    const got = await after.getObject({ Bucket, Key: 'k' });
    expect(got).toMatchObject({ Metadata: { a: 'b' }, TagCount: 1, StorageClass: 'GLACIER_IR' });
    expect(await got.Body?.transformToString()).toBe('kept');
    const Parts = [{ PartNumber: 1, ETag }];
    await after.completeMultipartUpload({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } });
    expect((await after.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key)).toEqual(['big', 'k']);
    await second.close();
  });
});

/** Stops the inner store without removing its folder, and starts it again there. */
async function restart(store: TemporaryStore, dataDir: string): Promise<TemporaryStore> {
  await store.stop();
  return startTemporaryStore({ dataDir });
}
