import { ApiError } from '../http/api-error.ts';

/** The place after a run in the list of runs, as an opaque text. */
export function cursorOf(number: number): string {
  return Buffer.from(String(number)).toString('base64url');
}

/** @throws {ApiError} `invalid-request` */
export function parseCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,15}$/.test(text))
    throw new ApiError('invalid-request', 'query.cursor: not a cursor of this list.', {
      todo: 'Pass on `next` of the page before as it is.',
    });
  return Number(text);
}
