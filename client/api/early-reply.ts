declare global {
  /** What `public/open-early.js` has asked for, by URL. */
  var sluiceEarly: Map<string, Promise<Response>> | undefined;
}

/**
 * `public/open-early.js` asks who one is, for the project that the page's address names, and for the connectors, while the program is still on
 * its way: all of them come at the same time then. This gives the answer to the first GET of an address, if that has been asked
 * for already; else null. It is given once: later it would be old.
 */
export function takeEarlyReply(url: string): Promise<Response> | null {
  const reply = globalThis.sluiceEarly?.get(url) ?? null;
  globalThis.sluiceEarly?.delete(url);
  return reply;
}
