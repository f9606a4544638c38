/** Whether trying the same again could help. */
export type ErrorNature = 'final' | 'transient' | 'canceled';

/**
 * An error of a connector: the endpoint refused, could not be reached, or did not do as it should. `message` says what and
 * where, `todo` what to do about it; neither ever holds a secret. `code` is stable, lower case with hyphens, e.g. `key-missing`.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: string;
  readonly todo: string;
  readonly nature: ErrorNature;

  constructor(error: { code: string; message: string; todo?: string; nature?: ErrorNature; cause?: unknown }) {
    super(error.message, { cause: error.cause });
    this.code = error.code;
    this.todo = error.todo ?? '';
    this.nature = error.nature ?? 'final';
  }
}
