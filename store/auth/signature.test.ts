import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTarget } from '../http/s3-request.ts';
import { uriEncode, uriEncodePath } from '../http/uri.ts';
import { canonicalQuery, canonicalRequest, stringToSign } from './canonical-request.ts';
import { ChunkVerifier } from './chunk-signature.ts';
import { scopeText, sign, signingKey } from './signing-key.ts';

/** The examples of the Amazon S3 API reference, "Signature calculations for the Authorization header". */
const SCOPE = { date: '20130524', region: 'us-east-1', service: 's3' };
const TIMESTAMP = '20130524T000000Z';
const KEY = signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', SCOPE);
const EMPTY = createHash('sha256').digest('hex');

function signatureOf(method: string, target: string, headers: Record<string, string>, hash = EMPTY): string {
  const all = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': hash,
    'x-amz-date': TIMESTAMP,
    ...headers,
  };
  const request = parseTarget(method, target, new Map(Object.entries(all)));
  const canonical = canonicalRequest(request, Object.keys(all).sort(), hash);
  return sign(KEY, stringToSign(TIMESTAMP, scopeText(SCOPE), canonical));
}

describe('the signature of a request', () => {
  test('is the published one for GET with a range', () => {
    expect(signatureOf('GET', '/test.txt', { range: 'bytes=0-9' })).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  test('is the published one for PUT of a key with a dollar sign', () => {
    const hash = createHash('sha256').update('Welcome to Amazon S3.').digest('hex');
    const headers = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };
    expect(signatureOf('PUT', '/test$file.text', headers, hash)).toBe(
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });

  test('is the published one for a query without a value and one with two', () => {
    expect(signatureOf('GET', '/?lifecycle', {})).toBe(
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    );
    expect(signatureOf('GET', '/?max-keys=2&prefix=J', {})).toBe(
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });

  test('goes on over the chunks of a body as published', () => {
    const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
    const verifier = new ChunkVerifier({ key: KEY, timestamp: TIMESTAMP, scope: scopeText(SCOPE), seed });
    verifier.update(Buffer.alloc(65_536, 'a'));
    verifier.endChunk('ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648');
    verifier.update(Buffer.alloc(1024, 'a'));
    verifier.endChunk('0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497');
    verifier.endChunk('b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9');
    expect(() => verifier.endChunk('0'.repeat(64))).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
  });
});

describe('the canonical form', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });

  test('of a text holds only unreserved characters and gives the text back', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(uriEncode(value)).toMatch(/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(uriEncode(value))).toBe(value);
      }),
    );
  });

  test('of a path addresses the very key, whatever it is made of', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
      fc
        .array(fc.constantFrom('.', '..', '/', '%', '%2F', '+', ' ', '?', '#', 'é'), { minLength: 1 })
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(key, (wanted) => {
        const request = parseTarget('GET', `/bucket/${uriEncodePath(wanted)}`, new Map());
        expect([request.bucket, request.key]).toEqual(['bucket', wanted]);
      }),
    );
  });

  test('of a query does not depend on the order of its parameters, nor on how they were encoded', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 6 }), (pairs) => {
        const query = pairs.filter(([name]) => name !== 'X-Amz-Signature');
        const target = `/?${query.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`).join('&')}`;
        const parsed = parseTarget('GET', target, new Map()).query;
        expect(canonicalQuery(parsed.toReversed())).toBe(canonicalQuery(query));
      }),
    );
  });
});
