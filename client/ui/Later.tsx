import { type ReactNode, useDeferredValue } from 'react';

/** Draws its children right after what stands beside it, for which people wait: the page answers in between. */
export function Later({ children }: { children: ReactNode }) {
  const isTime = useDeferredValue(true, false);
  return isTime ? children : null;
}
