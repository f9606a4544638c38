import type { StepContext } from '../../../../shared/runs/payload.ts';
import { eachElement, elementText } from '../../../common/xml.ts';
import type { Endpoint } from '../endpoints.ts';
import { namedError } from '../errors.ts';
import { logRetries } from '../retry-log.ts';
import type { Where } from '../where.ts';
import type { ListedPart } from './merge-parts.ts';

/** All parts that the storage has of an upload, page by page. @throws {ConnectorError} `upload-missing`, `access-denied`, … */
export async function listParts(
  endpoint: Endpoint,
  where: Where,
  uploadId: string,
  { signal, log }: Pick<StepContext, 'signal' | 'log'>,
): Promise<ListedPart[]> {
  const notice = logRetries({ log }, endpoint.connection.maximumAttempts);
  const parts: ListedPart[] = [];
  for (let after = 0; ; ) {
    const query = { uploadId, 'max-parts': '1000', 'part-number-marker': String(after) };
    const call = { operation: 'ListParts', method: 'GET', ...where, query } as const;
    const xml = await endpoint.wire.text(call, signal, notice);
    if (!xml.includes('<ListPartsResult')) throw namedError('NotS3', endpoint.wire.subject(call));
    eachElement(xml, 'Part', (from, to) => {
      parts.push({
        number: Number(elementText(xml, 'PartNumber', from, to)),
        size: Number(elementText(xml, 'Size', from, to)),
        eTag: elementText(xml, 'ETag', from, to) ?? '',
        crc32: elementText(xml, 'ChecksumCRC32', from, to),
      });
    });
    const next = Number(elementText(xml, 'NextPartNumberMarker') ?? 0);
    if (elementText(xml, 'IsTruncated') !== 'true' || next <= after) return parts;
    after = next;
  }
}
