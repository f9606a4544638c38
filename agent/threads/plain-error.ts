import { ConnectorError, type ErrorNature } from '../../shared/runs/connector-error.ts';

/** An error on its way from one thread to another: what becomes of it is told by these members alone. */
export type PlainError =
  | { kind: 'connector'; code: string; message: string; todo: string; nature: ErrorNature }
  | { kind: 'other'; name: string; message: string };

export function plainError(error: unknown): PlainError {
  if (error instanceof ConnectorError) {
    const { code, message, todo, nature } = error;
    return { kind: 'connector', code, message, todo, nature };
  }
  return error instanceof Error
    ? { kind: 'other', name: error.name, message: error.message }
    : { kind: 'other', name: 'Error', message: String(error) };
}

export function errorOf(plain: PlainError): Error {
  if (plain.kind === 'connector') return new ConnectorError(plain);
  const error = new Error(plain.message);
  error.name = plain.name;
  return error;
}
