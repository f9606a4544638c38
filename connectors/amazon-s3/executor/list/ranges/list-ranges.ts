import type { Endpoint } from '../../endpoints.ts';
import type { RetryNotice } from '../../retry.ts';
import { logRetries } from '../../retry-log.ts';
import type { ListedObject } from '../list-page.ts';
import { askPage, type Listener, PAGE } from '../pages.ts';
import type { Unfit } from './key-space.ts';
import { type FoundPage, Lister } from './lister.ts';

export interface WhatToList {
  readonly bucket: string;
  readonly prefix: string;
  /** List what comes after this key; `''` for all. */
  readonly after: string;
  readonly wanted: (object: ListedObject) => boolean;
  /** No more objects than this, and one, will be taken. */
  readonly most: number;
  /** So many objects may be read ahead of their turn. */
  readonly mostWaiting: number;
}

/** The objects of a bucket in the order of their keys, page by page, read ahead in several key ranges. @throws {ConnectorError} */
export function listRanges(endpoint: Endpoint, what: WhatToList, context: Listener): AsyncGenerator<FoundPage> {
  const { bucket, prefix } = what;
  const { traits, connection } = endpoint;
  const log = logRetries(context, connection.maximumAttempts);
  const all = { prefix, pageSize: PAGE, token: undefined };
  const source = {
    page: (query: { after: string; token: string | undefined }, signal: AbortSignal, slowDown: () => void) => {
      const notice: RetryNotice = (failed, error, pauseMs) => {
        if (error.code === 'slow-down') slowDown();
        log(failed, error, pauseMs);
      };
      return askPage(endpoint, bucket, { ...all, ...query, delimiter: '' }, signal, notice);
    },
    folders: async (level: string, after: string, signal: AbortSignal) => {
      const query = { ...all, prefix: level, after, delimiter: '/' };
      return (await askPage(endpoint, bucket, query, signal, () => undefined)).commonPrefixes;
    },
  };
  const unfit = (why: Unfit) => {
    if (why === 'start-after-ignored' || why === 'out-of-order') traits.listsInTurn = true;
    const host = endpoint.wire.subject({ operation: 'ListObjectsV2', bucket }).host;
    const { level, text } = REASONS[why];
    context.log(level, 'listed-in-turn', `The storage at ${host} ${text}: it is listed one page after the other.`);
  };
  return new Lister(source, { ...what, unfit, sequential: traits.listsInTurn }, context.signal).pages();
}

const REASONS: Readonly<Record<Unfit, { level: 'info' | 'warning'; text: string }>> = {
  'start-after-ignored': { level: 'warning', text: 'ignores where a list shall begin (start-after)' },
  'out-of-order': { level: 'warning', text: 'does not list keys in the order of their UTF-8 bytes' },
  changing: { level: 'info', text: 'lists objects that are written and deleted meanwhile' },
  refused: { level: 'info', text: 'did not list a range of keys' },
};
