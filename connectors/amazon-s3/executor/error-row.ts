import type { ErrorNature } from '../../../shared/runs/connector-error.ts';
import type { Subject } from './subject.ts';

/** What an error becomes. `said` is the storage's own message, cleaned and shortened, or `''`. */
export interface ErrorRow {
  readonly code: string;
  readonly nature: ErrorNature;
  /** Names S3 gives the error, system error codes, or our own wire codes. */
  readonly names: readonly string[];
  /** Statuses that mean the same when no name is known. */
  readonly statuses?: readonly number[];
  message(subject: Subject, said: string): string;
  todo(subject: Subject, said: string): string;
}

type Text = string | ((subject: Subject, said: string) => string);

interface Look {
  readonly nature?: ErrorNature;
  readonly names: readonly string[];
  readonly statuses?: readonly number[];
  readonly message: Text;
  readonly todo: Text;
}

const text = (value: Text) => (typeof value === 'string' ? () => value : value);

/** A row; what is the same for all requests is given as text. */
export function row(code: string, look: Look): ErrorRow {
  const { nature = 'final', names, statuses = [] } = look;
  return { code, nature, names, statuses, message: text(look.message), todo: text(look.todo) };
}
