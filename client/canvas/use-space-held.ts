import { type RefObject, useEffect, useState } from 'react';
import { takesText } from '../commands/shortcuts.ts';

/** Whether the space bar is held while the pointer is over an element, and no button or field has the focus: then a drag pans. */
export function useSpaceHeld(element: RefObject<HTMLElement | null>): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== ' ' || event.defaultPrevented || !element.current?.matches(':hover')) return;
        const { target } = event;
        if (takesText(target) || (target instanceof Element && target.closest('button, a, summary'))) return;
        event.preventDefault();
        setHeld(true);
      },
      options,
    );
    addEventListener('keyup', (event) => event.key === ' ' && setHeld(false), options);
    addEventListener('blur', () => setHeld(false), options);
    return () => listening.abort();
  }, [element]);
  return isHeld;
}
