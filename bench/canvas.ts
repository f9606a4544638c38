/**
 * What the designer's canvas costs: frame times while panning, zooming and dragging, how long letters typed in a search wait for
 * their frame, the time until an operation is there and the page answers, memory and elements, for workflows of 200, 1,000 and
 * 5,000 operations of three steps, beside a blank page that is sent the same inputs, in turn; see canvas/blank-page.ts.
 * `node scripts/bench-canvas.mjs [--rounds 5] [--sizes 200,1000,5000]`.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startProduct } from '../testing/product/start-product.ts';
import { BLANK_PAGE } from './canvas/blank-page.ts';
import { drawProject } from './canvas/drawing.ts';
import { recordFrames, weigh } from './canvas/frames.ts';
import { FAR, type Gesture, NEAR } from './canvas/gestures.ts';
import { noteFirstOperation, open } from './canvas/opening.ts';
import { measureTyping, SEARCHES, typed } from './canvas/typing.ts';
import { median, quantile } from './parts/statistics.ts';
import { printTable } from './parts/table.ts';

const MEBIBYTE = 1024 * 1024;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, sizes: { type: 'string', default: '200,1000,5000' } },
});
const rounds = Number(values.rounds);
const sizes = values.sizes.split(',').map(Number);

/** One gesture's figures, of each round: milliseconds. */
interface Figures {
  p50: number[];
  p95: number[];
  max: number[];
  work: number[];
}
const noFigures = (): Figures => ({ p50: [], p95: [], max: [], work: [] });

async function measure(page: Page, gesture: Gesture, figures: Figures): Promise<void> {
  const from = await gesture.start(page);
  await page.mouse.move(from.x, from.y);
  const { gaps, work } = await recordFrames(page, gesture.inputs, () => gesture.act(page, from));
  await gesture.end?.(page);
  figures.p50.push(quantile(gaps, 0.5));
  figures.p95.push(quantile(gaps, 0.95));
  figures.max.push(Math.max(...gaps));
  figures.work.push(work);
}

async function newPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1440, height: 900 } });
}

const product = await startProduct({ args: ['--no-sample'] });
const browser = await chromium.launch({
  executablePath: process.env.SLUICE_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--enable-precise-memory-info'],
});
try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Chromium ${browser.version()}, software drawing; server and browser share the machine. Median of ${rounds} rounds.`,
  );
  for (const size of sizes) {
    const projectId = await drawProject(product.url, size);
    const url = new URL(`/projects/${projectId}`, product.url).href;
    const [ours, blank] = [await newPage(browser), await newPage(browser)];
    await blank.goto(BLANK_PAGE);
    await noteFirstOperation(ours);
    await measureTyping(ours);
    const opened: number[] = [];
    const waits = new Map(SEARCHES.map((search) => [search, [] as number[]]));
    const weights: { heap: number; elements: number }[] = [];
    const table = new Map([...NEAR, ...FAR].map((gesture) => [gesture, { ours: noFigures(), blank: noFigures() }]));
    for (let round = 0; round < rounds; round += 1) {
      await ours.bringToFront();
      opened.push(await open(ours, url));
      weights.push(await weigh(ours));
      for (const [search, all] of waits) all.push(...(await typed(ours, search, `Store ${size - 3}`)));
      for (const [gesture, figures] of table) {
        await ours.bringToFront();
        if (gesture === FAR[0]) await ours.getByRole('button', { name: 'Fit the workflow in' }).click();
        await measure(ours, gesture, figures.ours);
        await blank.bringToFront();
        await measure(blank, gesture, figures.blank);
      }
      await ours.evaluate(() => localStorage.clear());
    }
    const of = (list: readonly number[]) => median(list).toFixed(1);
    const ratio = (a: readonly number[], b: readonly number[]) =>
      median(a.map((value, index) => value / (b[index] ?? Number.NaN))).toFixed(2);
    printTable(
      `${size.toLocaleString('en-US')} operations: frames in milliseconds, ours / blank`,
      ['gesture', 'p50', 'p95', 'max', 'p95 ratio', 'main thread per input', 'ratio'],
      Array.from(table, ([gesture, figures]) => [
        gesture.name,
        `${of(figures.ours.p50)} / ${of(figures.blank.p50)}`,
        `${of(figures.ours.p95)} / ${of(figures.blank.p95)}`,
        `${of(figures.ours.max)} / ${of(figures.blank.max)}`,
        ratio(figures.ours.p95, figures.blank.p95),
        `${of(figures.ours.work)} / ${of(figures.blank.work)}`,
        ratio(figures.ours.work, figures.blank.work),
      ]),
    );
    console.log(
      `ready ${median(opened).toFixed(0)} ms · heap ${(median(weights.map(({ heap }) => heap)) / MEBIBYTE).toFixed(1)} MiB · ${median(weights.map(({ elements }) => elements))} elements`,
    );
    for (const [search, all] of waits)
      console.log(
        `${search.name} among ${(3 * size).toLocaleString('en-US')} activities: a letter's frame p50 ${quantile(all, 0.5).toFixed(0)} ms, p95 ${quantile(all, 0.95).toFixed(0)} ms`,
      );
    await Promise.all([ours.close(), blank.close()]);
  }
} finally {
  await browser.close();
  await product.stop();
}
