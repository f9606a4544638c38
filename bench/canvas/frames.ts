import type { Page } from '@playwright/test';

/** Milliseconds between the frames that the browser drew while something was going on, and how long its main thread worked. */
export interface Frames {
  /** One for each frame but the first. */
  gaps: number[];
  /** Milliseconds of main-thread work for each input sent. */
  work: number;
}

/** Records frames in the page while `act` sends so many inputs. */
export async function recordFrames(page: Page, inputs: number, act: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const recording = page.evaluateHandle(() => {
    const times: number[] = [];
    let frame = requestAnimationFrame(function note(now) {
      times.push(now);
      frame = requestAnimationFrame(note);
    });
    return {
      stop: () => {
        cancelAnimationFrame(frame);
        return times;
      },
    };
  });
  const handle = await recording;
  const before = await busy();
  await act();
  const after = await busy();
  const times = await handle.evaluate((recorder) => recorder.stop());
  await handle.dispose();
  await session.detach();
  return {
    gaps: times.slice(1).map((time, index) => time - (times[index] ?? time)),
    work: (after - before) / inputs,
  };
}

/** What the page holds after a collection of garbage: bytes of heap, and elements. */
export async function weigh(page: Page): Promise<{ heap: number; elements: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { heap: usedSize, elements: await page.evaluate(() => document.querySelectorAll('*').length) };
}
