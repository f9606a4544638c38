/**
 * Who sent something: a browser and one of its pages, `brw_….page_…`. Tells the edits of one page from those of the others;
 * the part before the point is the same for all pages of one browser. Programs choose a text of their own.
 */
export function clientIdOf(browser: string, page: string): string {
  return `${browser}.${page}`;
}

/** The part of a client's id that is the same for all pages of one browser. */
export function browserOf(clientId: string): string {
  return clientId.split('.', 1)[0] ?? '';
}
