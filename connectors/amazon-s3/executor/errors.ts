import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { elementText } from '../../common/xml.ts';
import type { ErrorRow } from './error-row.ts';
import { ERROR_TABLE, NOT_S3_ROW, REFUSED_ROW, TLS_ROW } from './error-table.ts';
import { S3Error } from './s3-error.ts';
import type { Subject } from './subject.ts';
import { ProxyFailure } from './wire/proxy/proxy-failure.ts';
import { NOT_HTTP, WireFailure } from './wire/wire-failure.ts';

/** An answer that is an error: what the storage calls it and says about it, as far as it does. */
export interface ErrorAnswer {
  readonly status: number;
  readonly name?: string | undefined;
  readonly said?: string | undefined;
  /** The answer had a body, but not one of S3's errors. */
  readonly foreign?: boolean;
}

/** Reads an answer's body, which may be S3's XML, empty, or something foreign. */
export function errorAnswer(status: number, body: string): ErrorAnswer {
  const name = elementText(body, 'Code');
  return { status, name, said: elementText(body, 'Message'), foreign: name === undefined && body.trim() !== '' };
}

const byName = new Map(ERROR_TABLE.flatMap((row) => row.names.map((name) => [name, row] as const)));
const byStatus = new Map(ERROR_TABLE.flatMap((row) => (row.statuses ?? []).map((status) => [status, row] as const)));

/** Names of errors of Node's TLS layer; OpenSSL's verification codes have no common start. */
const TLS =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|ERROR_IN_CERT|INVALID_CA|PATH_LENGTH|EPROTO|CRL_)/;

function make(
  row: ErrorRow,
  subject: Subject,
  rest: { errorName: string; status: number; said?: string; cause?: unknown },
) {
  const said = clean(rest.said ?? '');
  return new S3Error({
    code: row.code,
    nature: row.nature,
    message: row.message(subject, said),
    todo: row.todo(subject, said),
    errorName: rest.errorName,
    status: rest.status,
    cause: rest.cause,
  });
}

/** A storage's own message: one line, no control characters, short. */
function clean(said: string): string {
  const line = said.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** The error of an answer with a status of 300 or more (or of a 200 whose body is an error). */
export function answerError(answer: ErrorAnswer, subject: Subject): S3Error {
  const { status, name, said = '' } = answer;
  const named = name === undefined ? undefined : byName.get(name);
  const full = status === 500 && /no space left|disk full|quota/i.test(said) ? byName.get('ENOSPC') : undefined;
  const row = full ?? named ?? statusRow(answer, subject);
  return make(row, subject, { errorName: name ?? `HTTP ${status}`, status, said });
}

function statusRow({ status, name, foreign }: ErrorAnswer, subject: Subject): ErrorRow {
  if (status === 404 && (name === undefined || foreign)) return missingRow(foreign === true, subject);
  const known = byStatus.get(status);
  if (known) return known;
  if (status >= 500) return byStatus.get(500) ?? REFUSED_ROW;
  return foreign ? NOT_S3_ROW : REFUSED_ROW;
}

/** A 404 without an S3 error: with no body it is a HEAD's and means the object; a foreign body comes from something else. */
function missingRow(foreign: boolean, subject: Subject): ErrorRow {
  const row = byName.get(subject.key === undefined ? 'NoSuchBucket' : 'NoSuchKey');
  return !foreign && subject.bucket !== undefined && row ? row : NOT_S3_ROW;
}

/** The error of an exchange that brought no (whole) answer. Anything that is a ConnectorError already stays as it is. */
export function networkError(error: unknown, subject: Subject): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const errno = error instanceof WireFailure ? error.errno : '';
  const row = byName.get(errno);
  if (error instanceof ProxyFailure && row) {
    const { proxy, said } = error;
    return make(row, { ...subject, proxy }, { errorName: errno, status: 0, said, cause: error });
  }
  if (row) return make(row, subject, { errorName: errno, status: 0, cause: error });
  if (TLS.test(errno))
    return make(TLS_ROW, subject, { errorName: errno, status: 0, said: tlsReason(errno), cause: error });
  if (errno === NOT_HTTP || errno.startsWith('HPE_'))
    return make(NOT_S3_ROW, subject, { errorName: errno, status: 0, cause: error });
  if (error instanceof WireFailure) {
    const lost = byName.get('ECONNRESET') ?? REFUSED_ROW;
    return make(lost, subject, { errorName: errno, status: 0, cause: error });
  }
  throw error;
}

function tlsReason(errno: string): string {
  return errno
    .toLowerCase()
    .replace(/^(err_tls_|err_ssl_)/, '')
    .replaceAll('_', ' ');
}

/** Makes an error of a known name, with a subject's facts: for failures that are noticed by us. */
export function namedError(name: string, subject: Subject, cause?: unknown): S3Error {
  return make(name === 'NotS3' ? NOT_S3_ROW : (byName.get(name) ?? REFUSED_ROW), subject, {
    errorName: name,
    status: 0,
    cause,
  });
}
