import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Payload, RecordValue } from '../../../../shared/runs/payload.ts';
import { encodeHeaderText } from '../header-text.ts';
import { memberText, type Where } from '../where.ts';
import { encodeUri } from '../wire/uri.ts';
import { guessMediaType } from './media-types.ts';
import type { PutSettings } from './put-settings.ts';

/**
 * The headers that make the new object what it shall be. What stands on the screen wins over what the source says; without
 * **Keep source metadata and tags** only the source's content type is taken over.
 */
export function objectHeaders(settings: PutSettings, input: Payload, where: Where): Record<string, string> {
  const { record, content } = input;
  const kept = settings.keepSourceMetadata ? record : {};
  const headers: Record<string, string | undefined> = {
    'content-type': firstOf(
      settings.contentType,
      memberText(record, 'contentType'),
      content?.contentType ?? '',
      guessMediaType(where.key),
    ),
    'cache-control': firstOf(settings.cacheControl, memberText(kept, 'cacheControl')),
    'content-disposition': headerText(firstOf(settings.contentDisposition, memberText(kept, 'contentDisposition'))),
    'content-encoding': firstOf(settings.contentEncoding, memberText(kept, 'contentEncoding')),
    'content-language': firstOf(memberText(kept, 'contentLanguage')),
    'x-amz-storage-class': settings.storageClass,
    'x-amz-acl': settings.cannedAcl,
    'x-amz-server-side-encryption': settings.serverSideEncryption,
    'x-amz-server-side-encryption-aws-kms-key-id':
      settings.serverSideEncryption === 'aws:kms' ? firstOf(settings.kmsKeyId) : undefined,
    'x-amz-tagging': tagging(settings.tags.length > 0 ? settings.tags : rows(kept, 'tag')),
  };
  for (const { name, value } of [...rows(kept, 'metadata'), ...settings.metadata])
    headers[`${METADATA}${name.trim().toLowerCase()}`] = encodeHeaderText(value);
  const given: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (!value) continue;
    checkHeader(name, value);
    given[name] = value;
  }
  return given;
}

/** RFC 9110, section 5: what a name and a value may be made of. A line break in a value could smuggle in another header. */
function checkHeader(name: string, value: string): void {
  const isName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name);
  if (isName && /^[\t\x20-\x7e]*$/.test(value)) return;
  throw new ConnectorError({
    code: 'header-invalid',
    message: isName
      ? `The value of ${name} holds characters that it must not hold.`
      : `"${name.replace(METADATA, '')}" cannot be a name of metadata.`,
    todo: isName
      ? 'Correct the field in the activity: letters without accents, digits and punctuation, on one line.'
      : 'Correct the name under Metadata in the activity: letters without accents, digits, hyphens.',
  });
}

const METADATA = 'x-amz-meta-';

function firstOf(...values: string[]): string | undefined {
  for (const value of values) {
    const trimmed = value.trim();
    if (trimmed !== '') return trimmed;
  }
  return undefined;
}

function headerText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : encodeHeaderText(value);
}

function rows(record: RecordValue, member: string): { name: string; value: string }[] {
  const value = record[member];
  if (!Array.isArray(value)) return [];
  return value.flatMap((row: RecordValue) => {
    const name = memberText(row, 'name');
    return name === '' ? [] : [{ name, value: memberText(row, 'value') }];
  });
}

function tagging(tags: readonly { name: string; value: string }[]): string | undefined {
  const text = tags.map(({ name, value }) => `${encodeUri(name)}=${encodeUri(value)}`).join('&');
  return text === '' ? undefined : text;
}
