import { useEffect, useRef, useState } from 'react';
import type { PanelSize } from 'react-resizable-panels';
import { designer } from '../state/designer.ts';
import type { PaneName } from '../state/view-slice.ts';

/** A drag changes the size many times a second: it is remembered once it rests, after so many milliseconds. */
const REST = 200;

/** The props of a resizable pane that is remembered: where it starts, and what happens when it gets another size. */
export function usePane(name: PaneName) {
  const isOpen = designer.getState().panes[name].open;
  // Only where it starts: from then on the library keeps the size. Looked up anew whenever the pane opens again.
  const [start, setStart] = useState({ isOpen, size: designer.getState().panes[name].size });
  if (start.isOpen !== isOpen) setStart({ isOpen, size: designer.getState().panes[name].size });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    id: name,
    defaultSize: start.size,
    collapsible: true,
    groupResizeBehavior: 'preserve-pixel-size',
    onResize: ({ inPixels }: PanelSize, _id: unknown, before: PanelSize | undefined) => {
      clearTimeout(timer.current);
      if (before) timer.current = setTimeout(() => remember(name, Math.round(inPixels)), REST);
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
