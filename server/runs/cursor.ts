import { ApiError } from '../http/api-error.ts';
import type { RunPlace } from './search-conditions.ts';

/** The place after a run in the list of runs, as an opaque text. */
export function cursorOf({ value, number }: RunPlace): string {
  return Buffer.from(`${value} ${number}`).toString('base64url');
}

/** @throws {ApiError} `invalid-request` */
export function parseCursor(cursor: string): RunPlace {
  const text = Buffer.from(cursor, 'base64url').toString();
  const found = /^(-?[\d.e+-]{1,30}) (\d{1,15})$/.exec(text);
  const place = { value: Number(found?.[1]), number: Number(found?.[2]) };
  if (!Number.isFinite(place.value) || !Number.isFinite(place.number))
    throw new ApiError('invalid-request', 'query.cursor: not a cursor of this list.', {
      todo: 'Pass on `next` of the page before as it is.',
    });
  return place;
}
