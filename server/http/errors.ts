import { isDatabaseUnavailable } from '../database/pool.ts';
import { ApiError } from './api-error.ts';

/** What a caller is told about anything that was thrown. What we did not foresee is told in general words alone. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isDatabaseUnavailable(error))
    return new ApiError('database-unavailable', "The server's database does not answer right now.", {
      todo: 'Try again in a moment: the server connects again by itself.',
      cause: error,
    });
  if (error instanceof URIError)
    return new ApiError('invalid-request', 'The path of the request is not well encoded.', {
      todo: 'Encode it as UTF-8 with percent signs.',
      cause: error,
    });
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return new ApiError('invalid-request', 'The body is nested too deeply.', { cause: error });
  if (error instanceof Error && error.name === 'AbortError')
    return new ApiError('server-stopping', 'The server is stopping.', { todo: 'Try again in a moment.', cause: error });
  return new ApiError('internal-error', 'The server failed to do this, through a fault of its own.', {
    todo: "The server's log says more: logs/server.log in its data folder.",
    cause: error,
  });
}
