import { useEffect, useRef } from 'react';
import { designer } from '../state/designer.ts';

/**
 * Draws a picture anew, once a frame at most: with each render, and when what is seen on the minimap has changed without one:
 * runs, selection, search, theme.
 */
export function useMinimapPicture(draw: () => void): void {
  const latest = useRef(draw);
  const frame = useRef(0);
  const ask = useRef(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => latest.current());
  });

  useEffect(() => {
    latest.current = draw;
    ask.current();
  });

  useEffect(() => {
    const unsubscribe = designer.subscribe((now, before) => {
      if (now.runs !== before.runs || now.selection !== before.selection || now.find?.ids !== before.find?.ids)
        ask.current();
    });
    const theme = new MutationObserver(ask.current);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      cancelAnimationFrame(frame.current);
      unsubscribe();
      theme.disconnect();
    };
  }, []);
}
