import type { Page } from '@playwright/test';

/** So long, in milliseconds, after the first operation has come the page is watched for keeping its user waiting. */
const WATCHED = 2_000;

/**
 * Opens a project anew; milliseconds from the start of the navigation until an operation is there and the page answers: until the
 * end of the last task of more than 50 ms that keeps it from doing so, if one follows.
 */
export async function open(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('bench-shown').length > 0);
  return page.evaluate(
    (watched) =>
      new Promise<number>((done) => {
        const shown = performance.getEntriesByName('bench-shown')[0]?.startTime ?? Number.NaN;
        let ready = shown;
        new PerformanceObserver((list) => {
          for (const { startTime, duration } of list.getEntries())
            if (startTime < shown + watched) ready = Math.max(ready, startTime + duration);
        }).observe({ type: 'longtask', buffered: true });
        setTimeout(() => done(ready), shown + watched - performance.now());
      }),
    WATCHED,
  );
}

/** Lets a page note by itself when the first operation has been drawn. */
export async function noteFirstOperation(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[data-operation]')) requestAnimationFrame(() => performance.mark('bench-shown'));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
