import { createHash, createHmac } from 'node:crypto';
import { SAMPLE_BUCKETS, type SampleObject, sampleObjects } from './objects.ts';

/** Where the sample's storage is and who may use it. */
export interface StoreAccess {
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Makes the sample's buckets and puts its objects there. Doing it again changes nothing. */
export async function fillStore(access: StoreAccess): Promise<void> {
  for (const bucket of SAMPLE_BUCKETS)
    await put(access, `/${bucket}`, { contentType: '', body: Buffer.alloc(0) }, [409]);
  for (const object of sampleObjects()) await put(access, `/${object.bucket}/${object.key}`, object);
}

async function put(
  access: StoreAccess,
  path: string,
  { contentType, body }: Pick<SampleObject, 'contentType' | 'body'>,
  alsoFine: readonly number[] = [],
): Promise<void> {
  const url = new URL(path, access.url);
  const response = await fetch(url, {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: { ...signed(access, url, body), ...(contentType === '' ? {} : { 'content-type': contentType }) },
    signal: AbortSignal.timeout(10_000),
  });
  const answer = await response.text();
  if (response.ok || alsoFine.includes(response.status)) return;
  throw new Error(`PUT ${path} on the sample storage was answered with ${response.status}: ${answer.slice(0, 300)}`);
}

/** AWS Signature Version 4 for a PUT without a query, with the headers host, x-amz-content-sha256 and x-amz-date. */
function signed(access: StoreAccess, url: URL, body: Buffer): Record<string, string> {
  const time = new Date().toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${access.region}/s3/aws4_request`;
  const bodyHash = sha256(body);
  const names = 'host;x-amz-content-sha256;x-amz-date';
  const canonical = `PUT\n${url.pathname}\n\nhost:${url.host}\nx-amz-content-sha256:${bodyHash}\nx-amz-date:${time}\n\n${names}\n${bodyHash}`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`;
  const key = [day, access.region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${access.secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${access.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': time,
  };
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
