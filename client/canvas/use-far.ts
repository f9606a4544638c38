import { useStore } from '@xyflow/react';
import { FAR_ZOOM } from './geometry.ts';

/** Whether the canvas is zoomed out so far that operations are drawn without their steps. `start` counts until it has moved. */
export function useFar(start: number): boolean {
  return useStore((state) => (state.panZoom ? state.transform[2] : start) < FAR_ZOOM);
}
