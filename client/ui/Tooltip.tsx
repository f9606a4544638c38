import { cloneElement, type ReactElement } from 'react';

export interface TooltipProps {
  text: string;
  shortcut?: string | undefined;
  side?: TooltipSide;
  /** The element it explains. It must hand its props to what it draws. */
  children: ReactElement<TooltipData>;
}

export type TooltipSide = 'top' | 'bottom' | 'left' | 'right';

interface TooltipData {
  'data-tooltip'?: string;
  'data-tooltip-keys'?: string | undefined;
  'data-tooltip-side'?: TooltipSide;
}

/**
 * A short text that shows on hover and on keyboard focus. It never holds what is nowhere else. It is only a mark on the
 * element: {@link TooltipLayer} draws the one that shows, so that a thousand of them cost nothing.
 */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return cloneElement(children, {
    'data-tooltip': text,
    'data-tooltip-keys': shortcut,
    'data-tooltip-side': side,
  });
}
