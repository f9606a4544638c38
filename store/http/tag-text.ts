import { S3Error, s3Error } from './s3-error.ts';
import { childrenOf, childText, readXml } from './xml-read.ts';

export type Tags = [string, string][];

const MAX_TAGS = 10;
const MAX_NAME = 128;
const MAX_VALUE = 256;

/** @throws S3Error `InvalidTag` */
function checked(tags: Tags): Tags {
  if (tags.length > MAX_TAGS) throw new S3Error('BadRequest', 400, `Object tags cannot be greater than ${MAX_TAGS}`);
  if (new Set(tags.map(([name]) => name)).size !== tags.length) {
    throw s3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  for (const [name, value] of tags) {
    if (name === '' || name.length > MAX_NAME) throw s3Error('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > MAX_VALUE) throw s3Error('InvalidTag', 'The TagValue you have provided is invalid');
  }
  return tags;
}

/** Reads the `x-amz-tagging` header: `a=1&b=2`, form-encoded. @throws S3Error `InvalidArgument`, `InvalidTag` */
export function parseTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === '') return [];
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      throw s3Error(
        'InvalidArgument',
        'The header x-amz-tagging shall be encoded as UTF-8 then URLEncoded URL query parameters',
      );
    }
  };
  const pairs = header.split('&').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
  });
  return checked(pairs);
}

/** Reads the body of PutObjectTagging. @throws S3Error `MalformedXML`, `InvalidTag` */
export function parseTagXml(source: string): Tags {
  const root = readXml(source);
  const set = root.name === 'Tagging' ? childrenOf(root, 'TagSet')[0] : undefined;
  if (set === undefined) throw s3Error('MalformedXML');
  return checked(
    childrenOf(set, 'Tag').map((tag): [string, string] => {
      const name = childText(tag, 'Key');
      const value = childText(tag, 'Value');
      if (name === undefined || value === undefined) throw s3Error('MalformedXML');
      return [name, value];
    }),
  );
}
