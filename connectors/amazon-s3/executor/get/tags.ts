import type { RecordValue, StepContext } from '../../../../shared/runs/payload.ts';
import { eachElement, elementText } from '../../../common/xml.ts';
import type { Endpoint } from '../endpoints.ts';
import { logRetries } from '../retry-log.ts';
import type { Where } from '../where.ts';

/** An object's tags as rows of a record. @throws {ConnectorError} */
export async function getTags(
  endpoint: Endpoint,
  where: Where,
  version: Readonly<Record<string, string>>,
  context: StepContext,
): Promise<RecordValue[]> {
  const xml = await endpoint.wire.text(
    { operation: 'GetObjectTagging', method: 'GET', ...where, query: { tagging: '', ...version } },
    context.signal,
    logRetries(context, endpoint.connection.maximumAttempts),
  );
  const tags: RecordValue[] = [];
  eachElement(xml, 'Tag', (from, to) => {
    tags.push({ name: elementText(xml, 'Key', from, to) ?? '', value: elementText(xml, 'Value', from, to) ?? '' });
  });
  return tags;
}
