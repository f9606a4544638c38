import { clientIdOf } from '../../shared/api/client-id.ts';

const KEY = 'sluice:browser';

/** The same for all pages of this browser, and kept: the history tells by it what was done here. */
export const BROWSER_ID = browserId();

/** Tells this page's edits from those of other pages. */
export const CLIENT_ID = clientIdOf(BROWSER_ID, `page_${randomText()}`);

function browserId(): string {
  const fresh = `brw_${randomText()}`;
  try {
    const kept = localStorage.getItem(KEY);
    if (kept !== null && /^brw_[0-9a-z]{20}$/.test(kept)) return kept;
    localStorage.setItem(KEY, fresh);
  } catch {
    // Where nothing can be kept, every page is a browser of its own.
  }
  return fresh;
}

function randomText(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 20);
}
