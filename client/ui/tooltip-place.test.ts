import { expect, test } from 'vitest';
import { tooltipPlace } from './tooltip-place.ts';

const window = { width: 1000, height: 800 };
const tip = { width: 100, height: 20 };

function rect(left: number, top: number): DOMRectReadOnly {
  const [width, height] = [30, 30];
  const box = { x: left, y: top, left, top, width, height, right: left + width, bottom: top + height };
  return { ...box, toJSON: () => box };
}

test('stands at its side, in the middle', () => {
  expect(tooltipPlace(rect(500, 400), tip, 'bottom', window)).toEqual({ x: 465, y: 436 });
  expect(tooltipPlace(rect(500, 400), tip, 'left', window)).toEqual({ x: 394, y: 405 });
});

test('stands at the other side where there is no room, and never outside of the window', () => {
  expect(tooltipPlace(rect(500, 770), tip, 'bottom', window).y).toBe(744);
  expect(tooltipPlace(rect(20, 400), tip, 'left', window).x).toBe(56);
  expect(tooltipPlace(rect(965, 400), tip, 'bottom', window).x).toBe(894);
  expect(tooltipPlace(rect(2, 400), tip, 'bottom', window).x).toBe(6);
});
