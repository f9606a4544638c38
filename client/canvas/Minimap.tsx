import { Panel, useReactFlow, useStoreApi } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';
import { drawMinimap, MAP_WIDTH, mapScale } from './draw-minimap.ts';
import type { Layout } from './layout.ts';
import styles from './Minimap.module.css';
import { useMinimapPicture } from './use-minimap-picture.ts';
import { clamped, type Size } from './viewport.ts';

/** The whole workflow in small: a bar for each operation in the colour of its last run. A press or a drag moves the view there. */
export function Minimap({ drawn, size }: { drawn: Layout; size: Size }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const scale = mapScale(drawn.size, size);
  useMinimapPicture(() => canvas.current && drawMinimap(canvas.current, drawn, scale));

  // The frame follows each move of the view, past React: nothing else has to be drawn for it.
  useEffect(() => {
    const follow = () => {
      const [x, y, zoom] = store.getState().transform;
      const element = frame.current;
      if (!element) return;
      const left = Math.max(0, (-x / zoom) * scale.x);
      const top = Math.max(0, (-y / zoom) * scale.y);
      const height = Math.max(4, (size.height / zoom) * scale.y);
      element.style.width = `${Math.min(MAP_WIDTH - left, (size.width / zoom) * scale.x)}px`;
      element.style.height = `${Math.min(scale.height, height)}px`;
      element.style.transform = `translate(${left}px, ${Math.min(top, scale.height - Math.min(scale.height, height))}px)`;
    };
    follow();
    return store.subscribe(follow);
  }, [store, scale.x, scale.y, scale.height, size]);

  const onPointerDown = (press: PointerEvent<HTMLDivElement>) => {
    if (press.button !== 0) return;
    press.preventDefault();
    const map = press.currentTarget;
    const { left, top } = map.getBoundingClientRect();
    const { zoom, ...start } = getViewport();
    const inDrawing = (event: { clientX: number; clientY: number }) => ({
      x: (event.clientX - left) / scale.x,
      y: (event.clientY - top) / scale.y,
    });
    const middle = { x: (size.width / 2 - start.x) / zoom, y: (size.height / 2 - start.y) / zoom };
    const at = inDrawing(press);
    const isInFrame =
      Math.abs(at.x - middle.x) * zoom <= size.width / 2 && Math.abs(at.y - middle.y) * zoom <= size.height / 2;
    // Taken within the frame, the frame keeps its place under the pointer.
    const hold = isInFrame ? { x: at.x - middle.x, y: at.y - middle.y } : { x: 0, y: 0 };
    const move = (event: { clientX: number; clientY: number }) => {
      const { x, y } = inDrawing(event);
      const view = { x: size.width / 2 - (x - hold.x) * zoom, y: size.height / 2 - (y - hold.y) * zoom, zoom };
      void setViewport(clamped(view, drawn.size, size));
    };
    move(press);
    map.setPointerCapture(press.pointerId);
    const listening = new AbortController();
    map.addEventListener('pointermove', move, { signal: listening.signal });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'])
      map.addEventListener(end, () => listening.abort(), { signal: listening.signal });
  };

  return (
    <Panel position="bottom-right" className={`${styles.panel} nopan`}>
      <div className={styles.map} onPointerDown={onPointerDown} data-minimap>
        <canvas ref={canvas} role="img" aria-label={`Minimap of ${drawn.operations.length} operations`} />
        <div ref={frame} className={styles.frame} />
      </div>
    </Panel>
  );
}
