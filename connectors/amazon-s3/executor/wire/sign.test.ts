import { expect, test } from 'vitest';
import { EMPTY_PAYLOAD, Signer } from './sign.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const at = new Date('2013-05-24T00:00:00Z');
const host = 'examplebucket.s3.amazonaws.com';

/** The examples of the Amazon S3 API reference, "Signature Calculations for the Authorization Header: single chunk". */
test.each([
  [
    'GET with a range',
    { method: 'GET', path: '/test.txt', query: '', headers: { host, range: 'bytes=0-9' }, payloadHash: EMPTY_PAYLOAD },
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'PUT with a hashed body',
    {
      method: 'PUT',
      path: '/test%24file.text',
      query: '',
      headers: { host, date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      payloadHash: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    },
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  [
    'a subresource',
    { method: 'GET', path: '/', query: 'lifecycle=', headers: { host }, payloadHash: EMPTY_PAYLOAD },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'a list',
    { method: 'GET', path: '/', query: 'max-keys=2&prefix=J', headers: { host }, payloadHash: EMPTY_PAYLOAD },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('%s has the published signature', (_, request, signature) => {
  expect(new Signer().sign(request, credentials, 'us-east-1', at).authorization).toContain(`Signature=${signature}`);
});

test('a secret that has changed signs anew, though day and region are the same', () => {
  const signer = new Signer();
  const request = { method: 'GET', path: '/', query: '', headers: { host }, payloadHash: EMPTY_PAYLOAD };
  const first = signer.sign(request, credentials, 'us-east-1', at).authorization;
  const second = signer.sign(request, { ...credentials, secretAccessKey: 'another' }, 'us-east-1', at).authorization;
  expect(second).not.toBe(first);
});
