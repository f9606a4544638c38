import { z } from 'zod';

const KEY = 'sluice:recent-commands';
/** As many as stand first in an empty palette. */
const MOST = 6;

const Recent = z.array(z.string()).max(MOST).catch([]);

/** Ids of the entries that were chosen lately in this browser, the last one first. */
export function recallRecent(): string[] {
  try {
    return Recent.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

export function rememberRecent(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withLatest(recallRecent(), id)));
  } catch {
    // Storage is full or forbidden: the palette merely starts in its own order.
  }
}

export function withLatest(ids: readonly string[], id: string): string[] {
  return [id, ...ids.filter((other) => other !== id)].slice(0, MOST);
}
