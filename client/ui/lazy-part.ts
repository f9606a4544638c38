import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { loadPart, type Surroundings } from './load-part.ts';

const KEY = 'sluice:reloaded-at';
/** A second failure within so many milliseconds is not for want of a reload. */
const JUST_NOW = 60_000;
/** So long, in milliseconds, a page may take to go. */
const LEAVING = 10_000;

const loaders: (() => Promise<unknown>)[] = [];

/** A component that is loaded when it is first drawn, or by {@link loadPartsAhead}. Needs a Suspense and an error boundary around. */
export function lazyPart<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  loaders.push(load);
  return lazy(() => loadPart(load, browser));
}

/** So long, in milliseconds, a page that was just drawn is left alone: whoever waits for it begins to work with it now. */
const SETTLING = 1_000;

/** Loads the parts that have not been needed yet, once the page has nothing better to do: menus then open at once. */
export function loadPartsAhead(): void {
  const start = () => {
    // What does not come now is asked for again when it is needed, and that says so.
    for (const load of loaders.splice(0)) load().catch(() => {});
  };
  setTimeout(() => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: 5_000 });
    else start();
  }, SETTLING);
}

const browser: Surroundings = {
  isServerThere: async () => {
    const reply = await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
    return reply?.ok === true;
  },
  wasReloaded: () => {
    try {
      return Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < JUST_NOW;
    } catch {
      // What can't be remembered could be repeated for ever.
      return true;
    }
  },
  reload: async () => {
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
    await new Promise((resolve) => setTimeout(resolve, LEAVING));
  },
};
