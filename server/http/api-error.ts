import { ERROR_STATUS, type ErrorBody, type ErrorCode } from '../../shared/api/error.ts';

/** A request that cannot be met, for a reason that its sender should know. Never put a secret in it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly todo: string | undefined;
  readonly details: unknown;

  /**
   * @param message what is wrong and where.
   * @param more.todo what to do about it.
   * @param more.details what else the code promises, as JSON.
   */
  constructor(code: ErrorCode, message: string, more: { todo?: string; details?: unknown; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.code = code;
    this.todo = more.todo;
    this.details = more.details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }

  body(): ErrorBody {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.todo === undefined ? {} : { todo: this.todo }),
        ...(this.details === undefined ? {} : { details: this.details }),
      },
    };
  }
}
