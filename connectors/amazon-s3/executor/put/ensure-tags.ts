import { hash } from 'node:crypto';
import { escapeXml } from '../../../common/xml.ts';
import { getTags } from '../get/tags.ts';
import { logRetries } from '../retry-log.ts';
import type { WriteJob } from './job.ts';

/**
 * Sees to the tags of an object that was written in parts or copied: some storages (Ceph before 17) forget those that were given when
 * the upload began. Asks only storages that are not known to be up to date. @throws {ConnectorError}
 */
export async function ensureTags(job: WriteJob): Promise<void> {
  const { endpoint, context, where } = job;
  const wanted = job.headers['x-amz-tagging'];
  if (wanted === undefined || endpoint.traits.checksums === 'full') return;
  if ((await getTags(endpoint, where, {}, context)).length > 0) return;
  const tags = [...new URLSearchParams(wanted.replaceAll('+', '%2B'))].map(
    ([name, value]) => `<Tag><Key>${escapeXml(name)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
  );
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
  const body = Buffer.from(`<Tagging xmlns="${namespace}"><TagSet>${tags.join('')}</TagSet></Tagging>`);
  const headers = { 'content-type': 'application/xml', 'content-md5': hash('md5', body, 'base64') };
  const call = {
    operation: 'PutObjectTagging',
    method: 'PUT',
    ...where,
    query: { tagging: '' },
    headers,
    body,
  } as const;
  await endpoint.wire.text(call, context.signal, logRetries(context, endpoint.connection.maximumAttempts));
}
