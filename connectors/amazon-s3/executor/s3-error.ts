import { ConnectorError, type ErrorNature } from '../../../shared/runs/connector-error.ts';

/** A ConnectorError that remembers what the storage said. */
export class S3Error extends ConnectorError {
  /** The name S3 gives the error (`NoSuchKey`), or the system's (`ECONNREFUSED`). */
  readonly errorName: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(error: {
    code: string;
    message: string;
    todo: string;
    nature: ErrorNature;
    errorName: string;
    status: number;
    cause?: unknown;
  }) {
    super(error);
    this.errorName = error.errorName;
    this.status = error.status;
  }
}
