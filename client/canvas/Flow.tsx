import { ReactFlow, useReactFlow } from '@xyflow/react';
import { type RefObject, Suspense, useEffect, useMemo } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { designer } from '../state/designer.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import styles from './Canvas.module.css';
import { ConnectorLine } from './ConnectorLine.tsx';
import { Dots } from './Dots.tsx';
import { DropZones } from './DropZones.tsx';
import { MAP_ROOM } from './draw-minimap.ts';
import { EndZone } from './EndZone.tsx';
import { FarNode } from './FarNode.tsx';
import { FAR_ZOOM, MAX_ZOOM, MIN_ZOOM } from './geometry.ts';
import { Marquee } from './Marquee.tsx';
import { Minimap } from './Minimap.tsx';
import { OperationNode } from './OperationNode.tsx';
import { RestingZones } from './RestingZones.tsx';
import { StepNode } from './StepNode.tsx';
import { useAutoScroll } from './use-auto-scroll.ts';
import { useDropTarget } from './use-drop-target.ts';
import { useFar } from './use-far.ts';
import { useLayout } from './use-layout.ts';
import { useMinimap } from './use-minimap.ts';
import { useRememberedViewport } from './use-remembered-viewport.ts';
import { useReveal } from './use-reveal.ts';
import { useSpaceHeld } from './use-space-held.ts';
import { useVisible } from './use-visible.ts';
import { clamped, type Size } from './viewport.ts';
import { ZoomControls } from './ZoomControls.tsx';

const Links = lazyPart(() => import('./links/Links.tsx'));

const NODE_TYPES = { operation: OperationNode, far: FarNode, step: StepNode };
const EDGE_TYPES = { connector: ConnectorLine };
const ATTRIBUTION = { hideAttribution: true };
/** The middle button pans; the main one selects by rectangle, unless the space bar is held. */
const PAN_BUTTONS = [1];

interface FlowProps {
  workflowId: Id;
  /** Of the canvas, in CSS pixels. */
  size: Size;
  root: RefObject<HTMLElement | null>;
}

/** The drawn workflow: React Flow gets every node with its size and place, and only pans, zooms and draws. */
export function Flow({ workflowId, size, root }: FlowProps) {
  const start = useMemo(() => designer.getState().viewports[workflowId] ?? { x: 0, y: 0, zoom: 1 }, [workflowId]);
  const far = useFar(start.zoom);
  const minimap = useMinimap(workflowId, size.height);
  const drawn = useLayout(workflowId, size.width - (minimap ? MAP_ROOM : 0), far);
  const visible = useVisible(drawn, start, size.height);
  const { width, height } = drawn.size;
  const extent = useMemo<[[number, number], [number, number]]>(
    () => [
      [0, 0],
      [Math.max(width, size.width), Math.max(height, size.height)],
    ],
    [width, height, size],
  );
  const isPanning = useSpaceHeld(root);
  const onMoveEnd = useRememberedViewport(workflowId);
  useDropTarget(root, workflowId, drawn);
  useAutoScroll(root, drawn.size, size);
  useReveal(drawn, size);
  useKeepInside(drawn.size, size);

  return (
    <ReactFlow
      className={isPanning ? styles.panning : undefined}
      nodes={visible.nodes}
      edges={visible.edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      defaultViewport={start}
      translateExtent={extent}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      onMoveEnd={onMoveEnd}
      onPaneClick={() => designer.getState().select([])}
      onlyRenderVisibleElements
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      panOnScroll
      panOnDrag={isPanning || PAN_BUTTONS}
      zoomOnDoubleClick={false}
      proOptions={ATTRIBUTION}
    >
      {!far && <Dots width={extent[1][0] / FAR_ZOOM} height={extent[1][1] / FAR_ZOOM} />}
      {!far && <EndZone drawn={drawn} />}
      {!far && <RestingZones drawn={drawn} root={root} />}
      <Marquee root={root} drawn={drawn} isPanning={isPanning} />
      {drawn.links.links.length > 0 && (
        <Suspense>
          <Links drawn={drawn} start={start} height={size.height} far={far} />
        </Suspense>
      )}
      <DropZones drawn={drawn} size={size} />
      {minimap && <Minimap drawn={drawn} size={size} />}
      <ZoomControls drawn={drawn} size={size} minimap={minimap} />
    </ReactFlow>
  );
}

/** Brings the drawing back into view after it, or the canvas, has become smaller or larger. */
function useKeepInside(drawing: Size, canvas: Size): void {
  const { getViewport, setViewport, viewportInitialized } = useReactFlow();
  useEffect(() => {
    if (!viewportInitialized) return;
    const view = getViewport();
    const next = clamped(view, drawing, canvas);
    if (next.x !== view.x || next.y !== view.y) void setViewport(next);
  }, [drawing, canvas, viewportInitialized, getViewport, setViewport]);
}
