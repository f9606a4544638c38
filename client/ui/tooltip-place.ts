import type { TooltipSide } from './Tooltip.tsx';

/** Between the element and its tooltip, and between the tooltip and the window's edge, in CSS pixels. */
const GAP = 6;

interface Size {
  width: number;
  height: number;
}

const OPPOSITE = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;

/** Where a tooltip stands, in CSS pixels of the window: at its side, or at the other one where there is no room; never outside. */
export function tooltipPlace(anchor: DOMRectReadOnly, tip: Size, side: TooltipSide, window: Size) {
  const at = fits(anchor, tip, side, window) ? side : OPPOSITE[side];
  const x = {
    left: anchor.left - GAP - tip.width,
    right: anchor.right + GAP,
    top: anchor.left + (anchor.width - tip.width) / 2,
    bottom: anchor.left + (anchor.width - tip.width) / 2,
  }[at];
  const y = {
    top: anchor.top - GAP - tip.height,
    bottom: anchor.bottom + GAP,
    left: anchor.top + (anchor.height - tip.height) / 2,
    right: anchor.top + (anchor.height - tip.height) / 2,
  }[at];
  return { x: within(x, tip.width, window.width), y: within(y, tip.height, window.height) };
}

function fits(anchor: DOMRectReadOnly, tip: Size, side: TooltipSide, window: Size): boolean {
  switch (side) {
    case 'top':
      return anchor.top >= tip.height + 2 * GAP;
    case 'bottom':
      return anchor.bottom + tip.height + 2 * GAP <= window.height;
    case 'left':
      return anchor.left >= tip.width + 2 * GAP;
    case 'right':
      return anchor.right + tip.width + 2 * GAP <= window.width;
  }
}

function within(start: number, length: number, room: number): number {
  return Math.max(GAP, Math.min(start, room - length - GAP));
}
