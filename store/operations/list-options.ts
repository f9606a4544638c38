import { s3Error } from '../http/s3-error.ts';
import { queryValue, type S3Request } from '../http/s3-request.ts';
import { listingEncode } from '../http/uri.ts';

/**
 * A page size such as `max-keys`: what was asked for, at most `limit`.
 * @throws S3Error `InvalidArgument` when it is no whole number
 */
export function readMaximum(request: S3Request, name: string, limit: number): number {
  const text = queryValue(request, name);
  if (text === undefined || text === '') return limit;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw s3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  }
  return Math.min(Number(text), limit);
}

/** How a listing writes names: plainly, or encoded when asked for. */
export interface NameForm {
  readonly encodingType: string | undefined;
  readonly write: (name: string) => string;
}

/** @throws S3Error `InvalidArgument` for an encoding other than `url` */
export function readNameForm(request: S3Request): NameForm {
  const encodingType = queryValue(request, 'encoding-type');
  if (encodingType === undefined) return { encodingType, write: (name) => name };
  if (encodingType === 'url') return { encodingType, write: listingEncode };
  throw s3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', {
    ArgumentName: 'encoding-type',
    ArgumentValue: encodingType,
  });
}
