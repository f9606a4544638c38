/** Whether trying the same again could help. */
export type ErrorNature = 'final' | 'transient' | 'canceled';

/** Marks errors of connectors. A connector that was downloaded has a class of its own for them, whose errors count as well. */
const MARK = Symbol.for('sluice.connector-error');

/**
 * An error of a connector: the endpoint refused, could not be reached, or did not do as it should. `message` says what and
 * where, `todo` what to do about it; neither ever holds a secret. `code` is stable, lower case with hyphens, e.g. `key-missing`.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly [MARK] = true;
  readonly code: string;
  readonly todo: string;
  readonly nature: ErrorNature;

  constructor(error: { code: string; message: string; todo?: string; nature?: ErrorNature; cause?: unknown }) {
    super(error.message, { cause: error.cause });
    this.code = error.code;
    this.todo = error.todo ?? '';
    this.nature = error.nature ?? 'final';
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // What extends this class asks for its own.
    // biome-ignore lint/complexity/noThisInStatic: it is about which class is asked
    if (this !== ConnectorError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && MARK in value;
  }
}
