/** A call of the server that failed. `status` 0 and code `offline`: the server could not be reached at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number;
  /** What to do about it, for the person; `''` when the server said nothing. */
  readonly todo: string;
  readonly details: unknown;

  constructor(error: { code: string; message: string; status: number; todo?: string; details?: unknown }) {
    super(error.message);
    this.code = error.code;
    this.status = error.status;
    this.todo = error.todo ?? '';
    this.details = error.details;
  }
}

/** Nothing of the server was reached, or no answer came. */
export const unreachable = (): ApiError =>
  new ApiError({
    code: 'offline',
    status: 0,
    message: 'The server can’t be reached.',
    todo: 'Check that it is running and that this computer is connected.',
  });

/** Whether the same call may well succeed later: nothing was reached, or the server could not do it just now. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}
