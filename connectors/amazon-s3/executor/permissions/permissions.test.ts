import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { describeWithCeph } from '../../../../testing/ceph/describe-ceph.ts';
import { quick, type TestExecutor } from '../test-support/run-step.ts';
import {
  KEY_ID,
  SECRET,
  storage,
  type TestStorage,
  type TestStore,
  testStore,
  Witness,
} from '../test-support/test-store.ts';
import { PERMISSIONS, smallestPolicy } from './policy.ts';

const signal = new AbortController().signal;
let executor: TestExecutor;
beforeAll(() => {
  executor = quick();
});
afterAll(() => executor.close());

async function check(at: TestStorage, accessKeyId: string, prefix = '', bucket = 'data', secretAccessKey = SECRET) {
  const connection = at.connection({ accessKeyId, secretAccessKey });
  const report = await executor.checkPermissions?.(connection, { bucket, prefix }, signal);
  return {
    results: report?.results.map(({ result }) => result),
    details: report?.results.map(({ detail }) => detail),
    policy: report?.policy === null ? null : JSON.parse(report?.policy ?? ''),
  };
}

describe('on the embedded store', () => {
  let at: TestStore;
  beforeAll(async () => {
    const deny = (accessKeyId: string, ...operations: string[]) => ({
      accessKeyId,
      secretAccessKey: SECRET,
      deny: { operations },
    });
    at = await testStore({
      credentials: [
        deny('NO-LIST', 's3:ListBucket'),
        deny('NO-GET', 's3:GetObject'),
        deny('NO-PUT', 's3:PutObject'),
        deny('NOTHING', ...PERMISSIONS),
        deny('NO-ABORT', 's3:AbortMultipartUpload'),
      ],
    });
    await at.witness.put('in/a', 'x');
    await at.witness.put('empty/', '');
    await at.witness.createBucket('bare');
  });
  afterEach(() => at.store.faults.clear());
  afterAll(() => at.stop());

  test('what is granted is granted, and nothing is left behind', async () => {
    const before = await at.witness.keys();
    expect(await check(at, KEY_ID)).toMatchObject({ results: ['granted', 'granted', 'granted'], policy: null });
    expect(await check(at, KEY_ID, 'in/')).toMatchObject({ results: ['granted', 'granted', 'granted'] });
    expect(await check(at, KEY_ID, 'empty/')).toMatchObject({ results: ['granted', 'granted', 'granted'] });
    expect(await check(at, KEY_ID, '', 'bare')).toMatchObject({ results: ['granted', 'granted', 'granted'] });
    expect(await at.witness.keys()).toEqual(before);
    expect(await at.witness.keys('', 'bare')).toEqual([]);
    expect(await at.witness.uploads()).toBe(0);
  });

  test('each denied permission is told, with the smallest policy for just it', async () => {
    const bucket = 'arn:aws:s3:::data';
    expect(await check(at, 'NO-GET', 'in/')).toMatchObject({
      results: ['granted', 'denied', 'granted'],
      policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/in/*` }] },
    });
    expect(await check(at, 'NO-PUT')).toMatchObject({
      results: ['granted', 'granted', 'denied'],
      policy: { Statement: [{ Action: 's3:PutObject', Resource: `${bucket}/*` }] },
    });
    // Without ListBucket a missing object is denied: whether a present one could be read cannot be told.
    const noList = await check(at, 'NO-LIST', 'in/');
    expect(noList).toMatchObject({
      results: ['denied', 'unknown', 'granted'],
      policy: {
        Statement: [{ Action: 's3:ListBucket', Resource: bucket, Condition: { StringLike: { 's3:prefix': 'in/*' } } }],
      },
    });
    expect(noList.policy.Statement).toHaveLength(1);
    expect(await check(at, 'NOTHING')).toMatchObject({ results: ['denied', 'unknown', 'denied'] });
    expect(await at.witness.uploads()).toBe(0);
  });

  test('an upload that cannot be aborted is told of', async () => {
    const { results, details } = await check(at, 'NO-ABORT', '', 'bare');
    expect(results).toEqual(['granted', 'granted', 'granted']);
    expect(details?.[2]).toMatch(/could be begun, but not aborted/);
  });

  test('what is no matter of permissions is an error', async () => {
    await expect(check(at, KEY_ID, '', 'not-there')).rejects.toMatchObject({ code: 'bucket-missing' });
    await expect(check(at, 'NOBODY')).rejects.toMatchObject({ code: 'access-key-unknown' });
    await expect(check(at, KEY_ID, '', 'data', 'wrong')).rejects.toMatchObject({ code: 'secret-wrong' });
    await expect(check(at, KEY_ID, '', '')).rejects.toMatchObject({ code: 'bucket-not-supplied' });
  });
});

describeWithCeph('on Ceph', (ceph) => {
  test('all three are granted to the owner, and nothing is left behind', async () => {
    const { endpoint, accessKeyId, secretAccessKey, region } = ceph();
    const witness = new Witness(endpoint, accessKeyId, secretAccessKey, region);
    const at = storage(endpoint, accessKeyId, secretAccessKey, witness);
    const bucket = `permissions-${randomBytes(6).toString('hex')}`;
    await witness.createBucket(bucket);
    const result = await check(at, accessKeyId, 'some/', bucket, secretAccessKey);
    expect(result).toMatchObject({ results: ['granted', 'granted', 'granted'], policy: null });
    expect(await witness.keys('', bucket)).toEqual([]);
    expect(await witness.uploads(bucket)).toBe(0);
    witness.close();
  });
});

test('a policy grants what is asked and nothing else, whatever the prefix is', () => {
  fc.assert(
    fc.property(fc.subarray([...PERMISSIONS]), fc.string({ maxLength: 20 }), (permissions, prefix) => {
      const text = smallestPolicy(permissions, { bucket: 'b', prefix, region: 'cn-north-1' });
      if (text === null) {
        expect(permissions).toEqual([]);
        return;
      }
      const { Statement } = JSON.parse(text);
      expect(Statement.flatMap((one: { Action: string | string[] }) => one.Action)).toEqual(permissions);
      for (const { Resource, Condition } of Statement) {
        expect(Resource).toMatch(/^arn:aws-cn:s3:::b/);
        const pattern: string = Condition?.StringLike['s3:prefix'] ?? Resource.slice('arn:aws-cn:s3:::b/'.length);
        const unescaped = pattern.replace(/\$\{([*?$])\}|\*$/g, (_, literal?: string) => literal ?? '');
        if (pattern !== '') expect(unescaped).toBe(prefix);
      }
    }),
  );
});
