import { useState } from 'react';

/** Whether something has ever been true: what is loaded when it is first needed stays from then on. */
export function useOnceTrue(now: boolean): boolean {
  const [once, setOnce] = useState(now);
  if (now && !once) setOnce(true);
  return once || now;
}
