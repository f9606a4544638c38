import { ViewportPortal } from '@xyflow/react';
import { MousePointerClick } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import { Keys } from '../ui/Keys.tsx';
import styles from './DropZones.module.css';
import type { Layout } from './layout.ts';
import { placed } from './placed.ts';

/** The drop zone after the last operation, which is always there; alone in an empty workflow, where it teaches. */
export function EndZone({ drawn }: { drawn: Layout }) {
  const isBusy = useDesigner((state) => state.dragging !== null || state.placing !== null);
  const last = drawn.zones.at(-1);
  if (!last || isBusy) return null;
  const isEmpty = drawn.operations.length === 0;
  return (
    <ViewportPortal>
      <div className={styles.end} data-empty={isEmpty || undefined} style={placed(last.box)}>
        <p className={styles.invitation}>
          {isEmpty && <MousePointerClick size={18} aria-hidden="true" />}
          Drag an activity here
        </p>
        {isEmpty && (
          <p className={styles.teaching}>
            It starts an operation. With the keyboard: choose an activity in the palette, press{' '}
            <Keys shortcut="Enter" />, choose the place with the arrows, and press <Keys shortcut="Enter" /> again.
          </p>
        )}
      </div>
    </ViewportPortal>
  );
}
