import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Keys } from './Keys.tsx';
import { overlays } from './overlays.ts';
import styles from './Tooltip.module.css';
import type { TooltipSide } from './Tooltip.tsx';
import { tooltipPlace } from './tooltip-place.ts';

/** How long the pointer rests before a tooltip comes, in milliseconds. */
const REST = 450;
/** The next one comes at once when the last went no longer ago than this. */
const NEXT = 300;

const SIDES: readonly TooltipSide[] = ['top', 'bottom', 'left', 'right'];

/** Draws the tooltip of what the pointer rests on, or of what has the keyboard's focus. Mounted once. */
export function TooltipLayer() {
  const shown = useTooltipped();
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = tip;
    if (!shown || !current) return;
    const side = SIDES.find((one) => one === shown.dataset.tooltipSide) ?? 'bottom';
    const size = { width: current.offsetWidth, height: current.offsetHeight };
    const { x, y } = tooltipPlace(shown.getBoundingClientRect(), size, side, {
      width: innerWidth,
      height: innerHeight,
    });
    current.style.left = `${x}px`;
    current.style.top = `${y}px`;
  }, [shown]);
  if (!shown?.dataset.tooltip) return null;
  return createPortal(
    // What it says, the element's own name and description say to screen readers.
    <div ref={tip} className={styles.tip} aria-hidden="true">
      {shown.dataset.tooltip}
      {shown.dataset.tooltipKeys && <Keys shortcut={shown.dataset.tooltipKeys} plain />}
    </div>,
    overlays(),
  );
}

/** The element whose tooltip shows. */
function useTooltipped(): HTMLElement | null {
  const [shown, setShown] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: HTMLElement | null = null;
    let wentAt = Number.NEGATIVE_INFINITY;
    const show = (element: HTMLElement, delay: number) => {
      clearTimeout(timer);
      over = element;
      timer = setTimeout(() => element.isConnected && setShown(element), delay);
    };
    const hide = () => {
      clearTimeout(timer);
      over = null;
      setShown((now) => {
        if (now) wentAt = performance.now();
        return null;
      });
    };
    const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
      document.addEventListener(type, listener, { signal, capture: true, passive: true });
    on('pointerover', (event) => {
      const element = tooltipped(event.target);
      if (element === over || event.pointerType === 'touch' || event.buttons !== 0) return;
      if (over) hide();
      if (element) show(element, performance.now() - wentAt < NEXT ? 0 : REST);
    });
    on('focusin', (event) => {
      const element = tooltipped(event.target);
      if (element?.matches(':focus-visible')) show(element, REST);
      else hide();
    });
    on('focusout', hide);
    on('pointerdown', hide);
    on('pointerleave', (event) => event.target === document && hide());
    on('wheel', hide);
    on('keydown', (event) => {
      if (event.key === 'Escape' || event.key === 'Enter' || event.key === ' ') hide();
    });
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
  }, []);
  return shown;
}

function tooltipped(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
}
