declare global {
  /** What `public/open-early.js` has asked for; null once that is settled. */
  var sluiceEarly: { url: string; reply: Promise<Response> } | null | undefined;
}

/**
 * `public/open-early.js` asks for the project that the page's address names while the program is still on its way: both come at the
 * same time then. This gives the answer to the first GET of the page, if that has been asked
 * for already; else null. It is given once: later it would be old.
 */
export function takeEarlyReply(url: string): Promise<Response> | null {
  const early = globalThis.sluiceEarly;
  globalThis.sluiceEarly = null;
  return early?.url === url ? early.reply : null;
}
