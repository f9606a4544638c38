import { useEffect, useRef, useState } from 'react';
import type { PanelSize } from 'react-resizable-panels';
import { designer } from '../state/designer.ts';
import type { PaneName } from '../state/view-slice.ts';
import { PANES } from './panes.ts';

/** A drag changes the size many times a second: it is remembered once it rests, after so many milliseconds. */
const REST = 200;

/** The props of a resizable pane that is remembered: where it starts, and what happens when it gets another size. */
export function usePane(name: PaneName) {
  const { panes } = designer.getState();
  const open = PANES.filter((one) => panes[one.name].open)
    .map((one) => one.name)
    .join();
  const size = useRef(panes[name].size);
  // The library keeps the size itself, but starts anew from this one whenever a pane comes or goes.
  const [start, setStart] = useState({ open, size: size.current });
  if (start.open !== open) setStart({ open, size: size.current });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    id: name,
    defaultSize: start.size,
    collapsible: true,
    groupResizeBehavior: 'preserve-pixel-size',
    onResize: ({ inPixels }: PanelSize, _id: unknown, before: PanelSize | undefined) => {
      if (!before) return;
      if (inPixels >= 1) size.current = Math.round(inPixels);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => remember(name, Math.round(inPixels)), REST);
    },
  } as const;
}

/** A pane that was made too small to be of use is closed, and keeps the size it had. */
function remember(name: PaneName, size: number): void {
  const { panes, setPane } = designer.getState();
  if (!panes[name].open) return;
  if (size < 1) setPane(name, { open: false });
  else if (size !== panes[name].size) setPane(name, { size });
}
