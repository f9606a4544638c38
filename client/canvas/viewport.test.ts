import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clamped, fitting, showing } from './viewport.ts';

const CANVAS = { width: 900, height: 800 };
const coordinate = fc.integer({ min: -5000, max: 5000 });
const drawing = fc.record({ width: fc.integer({ min: 900, max: 3000 }), height: fc.integer({ min: 100, max: 9000 }) });
const view = fc.record({ x: coordinate, y: coordinate, zoom: fc.constantFrom(0.1, 0.4, 1, 2) });

test('nothing beyond the drawing comes into view where the drawing fills the canvas', () => {
  fc.assert(
    fc.property(view, drawing, (from, size) => {
      const { x, y, zoom } = clamped(from, size, CANVAS);
      const whole = Math.max(size.height, CANVAS.height) * zoom;
      if (whole >= CANVAS.height) {
        expect(y).toBeLessThanOrEqual(0);
        expect(y + whole).toBeGreaterThanOrEqual(CANVAS.height - 1e-6);
      }
      expect(clamped({ x, y, zoom }, size, CANVAS)).toEqual({ x, y, zoom });
    }),
  );
});

test('what is scrolled to is in view, whole if it fits; what is in view already does not move', () => {
  const box = fc.record({
    x: coordinate,
    y: coordinate,
    width: fc.integer({ min: 1, max: 800 }),
    height: fc.integer({ min: 1, max: 700 }),
  });
  fc.assert(
    fc.property(box, coordinate, coordinate, (what, x, y) => {
      const shown = showing(what, { x, y, zoom: 1 }, CANVAS);
      expect(what.x + shown.x).toBeGreaterThanOrEqual(0);
      expect(what.x + what.width + shown.x).toBeLessThanOrEqual(CANVAS.width);
      expect(what.y + shown.y).toBeGreaterThanOrEqual(0);
      expect(what.y + what.height + shown.y).toBeLessThanOrEqual(CANVAS.height);
      expect(showing(what, shown, CANVAS)).toEqual(shown);
    }),
  );
});

test('fit shows everything, never larger than life', () => {
  expect(fitting({ width: 900, height: 400 }, CANVAS, 0.1).zoom).toBe(1);
  const { zoom, y } = fitting({ width: 900, height: 4000 }, CANVAS, 0.1);
  expect(zoom).toBeCloseTo(0.2);
  expect(y).toBeCloseTo(0);
});
