import type { CSSProperties } from 'react';
import type { Box } from './geometry.ts';

/** Puts an element where a box of the canvas is. */
export function placed({ x, y, width, height }: Box): CSSProperties {
  return { transform: `translate(${x}px, ${y}px)`, width, height };
}
