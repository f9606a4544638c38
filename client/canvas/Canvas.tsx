import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useRef } from 'react';
import { useDesigner } from '../state/designer.ts';
import styles from './Canvas.module.css';
import { CanvasHeader } from './CanvasHeader.tsx';
import { DragGhost } from './DragGhost.tsx';
import { FindBar } from './FindBar.tsx';
import { Flow } from './Flow.tsx';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useSettling } from './use-settling.ts';
import { useSize } from './use-size.ts';

/** The design canvas: one workflow at a time, with its header. */
export default function Canvas() {
  const root = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const workflowId = useDesigner((state) => state.workflowId);
  const name = useDesigner(
    (state) => state.project?.workflows.find((workflow) => workflow.id === state.workflowId)?.name ?? null,
  );
  const isPlacing = useDesigner((state) => state.placing !== null);
  const onKeyDown = useCanvasKeys(root);
  useSettling(root);

  return (
    <div className={styles.canvas}>
      <CanvasHeader />
      <FindBar />
      {/* Keys that no operation or step takes for itself are meant for the canvas as a whole. */}
      <div
        ref={root}
        className={styles.body}
        role="application"
        aria-roledescription="canvas"
        aria-label={name === null ? 'Canvas' : `Canvas of ${name}`}
        tabIndex={-1}
        data-canvas
        data-placing={isPlacing || undefined}
        onKeyDown={onKeyDown}
      >
        <div ref={area} className={styles.area}>
          {workflowId !== null && name !== null && size.width > 0 && (
            <ReactFlowProvider key={workflowId}>
              <Flow workflowId={workflowId} size={size} root={root} />
            </ReactFlowProvider>
          )}
        </div>
      </div>
      <DragGhost />
    </div>
  );
}
