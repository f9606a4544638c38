import type { Page } from '@playwright/test';

/** As on a machine that is too busy to draw: the page's next frames wait. Gives what lets them go on. */
export async function holdFrames(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(() => {
    const request = window.requestAnimationFrame;
    const waiting: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (callback) => waiting.push(callback);
    return {
      goOn: () => {
        window.requestAnimationFrame = request;
        for (const callback of waiting) request(callback);
      },
    };
  });
  return () => held.evaluate(({ goOn }) => goOn());
}
