/** Near the top or the bottom of a list it scrolls: this near, and this far with every frame, in CSS pixels. */
const EDGE = 24;
const STEP = 8;

/**
 * Scrolls a list for as long as the pointer rests near its top or its bottom during a drag. `follow` takes where the pointer
 * is, in CSS pixels of the window; `scrolled` is told whenever the list has moved beneath it.
 */
export function edgeScroll(scroller: () => Element | null | undefined, scrolled: () => void) {
  let pointer = { x: 0, y: 0 };
  let frame = 0;
  const step = () => {
    frame = 0;
    const list = scroller();
    const by = list ? pull(list.getBoundingClientRect(), pointer) : 0;
    if (!list || by === 0) return;
    const before = list.scrollTop;
    list.scrollTop += by;
    if (list.scrollTop === before) return;
    scrolled();
    frame = requestAnimationFrame(step);
  };
  return {
    follow(at: { x: number; y: number }) {
      pointer = at;
      if (frame === 0) frame = requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}

function pull({ left, right, top, bottom }: DOMRect, { x, y }: { x: number; y: number }): number {
  if (x < left || x > right) return 0;
  if (y < top + EDGE) return -STEP;
  return y > bottom - EDGE ? STEP : 0;
}
