import type { Page } from '@playwright/test';

/** A gesture as a list of inputs: the same are sent to the designer and to a blank page. */
export interface Gesture {
  name: string;
  inputs: number;
  /** Where it starts, for what the designer has there; a blank page takes any point. */
  start(page: Page): Promise<{ x: number; y: number }>;
  act(page: Page, from: { x: number; y: number }): Promise<void>;
  /** Brings the designer back to where it was. */
  end?(page: Page): Promise<void>;
}

const MOVES = 60;
const MIDDLE = { x: 700, y: 500 };
const middle = () => Promise.resolve(MIDDLE);

/** The middle of the first element that is wholly in view on the canvas, or the middle of a page that has none. */
async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const found = await page.evaluate((wanted) => {
    const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect();
    const boxes = Array.from(document.querySelectorAll(wanted), (element) => element.getBoundingClientRect());
    const box = canvas && boxes.find((one) => one.top > canvas.top + 60 && one.bottom < canvas.bottom - 60);
    return box ? { x: box.left + Math.min(box.width / 2, 60), y: box.top + box.height / 2 } : null;
  }, selector);
  return found ?? MIDDLE;
}

async function wheel(page: Page, across: number, down: number): Promise<void> {
  for (let move = 0; move < MOVES; move += 1) await page.mouse.wheel(across, down);
}

async function dragAbout(page: Page, from: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move += 1)
    await page.mouse.move(from.x + 4 * Math.min(move, 40), from.y + 120 * Math.sin(move / 10));
}

/** Lets go without dropping; a drag that was none would be no figure. */
const drop = async (page: Page) => {
  const isNone = await page.evaluate(
    () => document.querySelector('[data-canvas]') !== null && document.documentElement.dataset.dragging !== 'true',
  );
  if (isNone) throw new Error('nothing was dragged');
  await page.keyboard.press('Escape');
  await page.mouse.up();
};

const zoomed = (inputs: number, down: number) => async (page: Page) => {
  await page.keyboard.down('Control');
  for (let move = 0; move < inputs; move += 1) await page.mouse.wheel(0, move < inputs / 2 ? down : -down);
  await page.keyboard.up('Control');
};

/** What is measured at 100 % zoom. */
export const NEAR: readonly Gesture[] = [
  { name: 'pan', inputs: MOVES, start: middle, act: (page) => wheel(page, 0, 60), end: (page) => wheel(page, 0, -60) },
  { name: 'zoom', inputs: MOVES, start: middle, act: zoomed(MOVES, 24) },
  {
    name: 'drag an operation',
    inputs: MOVES,
    start: (page) => middleOf(page, '[data-operation] header > span'),
    act: dragAbout,
    end: drop,
  },
  { name: 'drag a step', inputs: MOVES, start: (page) => middleOf(page, '[data-step]'), act: dragAbout, end: drop },
];

/** What is measured with as much in view as there can be. */
export const FAR: readonly Gesture[] = [
  {
    name: 'pan, far view',
    inputs: MOVES,
    start: middle,
    act: (page) => wheel(page, 0, 60),
    end: (page) => wheel(page, 0, -60),
  },
];
