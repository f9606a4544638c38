/**
 * The clipboard of this browser, for menus: a page may not read the system's clipboard unasked. All windows of one browser share
 * it. It holds no secret: see `clipboard-data.ts`.
 */
const KEY = 'sluice:clipboard';

/** For a browser that keeps nothing for us: this window alone. */
let here: string | null = null;

export function rememberCopied(text: string): void {
  here = text;
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // There is no room for it: what is older must not be taken for it.
    forgetShared();
  }
}

/** What somebody has copied is nothing for the next one. */
export function forgetCopied(): void {
  here = null;
  forgetShared();
}

/** What was cut or copied last in any window of this browser; null when nothing was. */
export function recallCopied(): string | null {
  try {
    return localStorage.getItem(KEY) ?? here;
  } catch {
    return here;
  }
}

function forgetShared(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: then it holds nothing.
  }
}
