import { keyOf, type Shelf } from './messages.ts';
import { objectOf } from './objects.ts';

/** The number of the first object whose key comes after a text. */
function firstAfter(text: string, count: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(middle) > text) high = middle;
    else low = middle + 1;
  }
  return low;
}

const pages = new Map<string, string>();

/** A page of a list, in either version of the API; the pages are kept, so that each is made once. */
export function listPage(shelf: Shelf | undefined, bucket: string, query: URLSearchParams): string {
  const id = `${bucket}?${query}`;
  const before = pages.get(id);
  if (before !== undefined) return before;
  if (pages.size >= 5000) pages.clear();
  const page = makePage(shelf ?? { bucket, count: 0, bytes: 0 }, query);
  pages.set(id, page);
  return page;
}

function makePage({ bucket, count, bytes }: Shelf, query: URLSearchParams): string {
  const second = query.get('list-type') === '2';
  const prefix = query.get('prefix') ?? '';
  const most = Math.min(1000, Number(query.get('max-keys') ?? 1000));
  const after = query.get('continuation-token') ?? query.get(second ? 'start-after' : 'marker') ?? '';
  const rows: string[] = [];
  const eTag = count === 0 ? '' : objectOf(bytes).eTag;
  let number = firstAfter(after, count);
  if (prefix > keyOf(number)) number = firstAfter(prefix, count);
  for (; number < count && rows.length < most && keyOf(number).startsWith(prefix); number += 1)
    rows.push(
      `<Contents><Key>${keyOf(number)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${eTag}&quot;</ETag><Size>${bytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
  const more = number < count && keyOf(number).startsWith(prefix);
  const last = keyOf(number - 1);
  const next = second ? 'NextContinuationToken' : 'NextMarker';
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${prefix}</Prefix><KeyCount>${rows.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${more}</IsTruncated>${more ? `<${next}>${last}</${next}>` : ''}${rows.join('')}</ListBucketResult>`;
}
