import { elementText } from '../../../common/xml.ts';

const WRONG_REGION = new Set(['AuthorizationHeaderMalformed', 'PermanentRedirect', 'TemporaryRedirect', 'Redirect']);

/**
 * The region an answer says the bucket is in, when it refuses because of the region; else undefined. Told by the header
 * `x-amz-bucket-region`, the body's `Region`, or the host of a 307. Source: Amazon S3 user guide, "Making requests: Request redirection".
 */
export function regionToldBy(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): string | undefined {
  const code = elementText(body, 'Code');
  const moved = status === 301 || status === 302 || status === 307 || status === 308;
  if (!moved && !(status === 400 && (code === undefined || WRONG_REGION.has(code)))) return undefined;
  const region = headers['x-amz-bucket-region'] ?? elementText(body, 'Region');
  if (region !== undefined && region !== '') return region;
  const host = /^s3[.-]([a-z]{2,4}-[a-z-]+-\d+)\./.exec(hostAfterBucket(headers.location, body));
  return host?.[1];
}

/** The service's host in a redirect's Location or Endpoint: `bucket.s3.eu-west-1.amazonaws.com` → `s3.eu-west-1.amazonaws.com`. */
function hostAfterBucket(location: string | undefined, body: string): string {
  const host =
    location !== undefined && URL.canParse(location) ? new URL(location).host : (elementText(body, 'Endpoint') ?? '');
  return host.slice(Math.max(0, host.search(/s3[.-][a-z]{2,4}-[a-z-]+-\d+\./)));
}
