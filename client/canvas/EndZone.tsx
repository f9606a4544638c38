import { ViewportPortal } from '@xyflow/react';
import { MousePointerClick } from 'lucide-react';
import { useDesigner } from '../state/designer.ts';
import type { DropZone } from '../state/drop-zones.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Keys } from '../ui/Keys.tsx';
import styles from './DropZones.module.css';
import type { Box } from './geometry.ts';
import type { Layout } from './layout.ts';
import { placed } from './placed.ts';
import { useZoneTarget } from './use-zone-target.ts';
import { endZone } from './zones.ts';

/** The drop zone after the last operation, which is always there; alone in an empty workflow, where it teaches. */
export function EndZone({ drawn }: { drawn: Layout }) {
  const isBusy = useDesigner((state) => state.dragging !== null || state.placing !== null);
  const refusal = useWhyNotAllowed('write');
  const isEmpty = drawn.operations.length === 0;
  if (isBusy || (refusal !== null && !isEmpty)) return null;
  const last = endZone(drawn);
  if (refusal !== null)
    return (
      <ViewportPortal>
        <div className={styles.end} data-empty style={placed(last.box)}>
          <p className={styles.invitation}>Nothing is drawn here yet</p>
          <p className={styles.teaching}>{refusal}</p>
        </div>
      </ViewportPortal>
    );
  return (
    <ViewportPortal>
      <Zone zone={last.zone} box={last.box} isEmpty={isEmpty} />
    </ViewportPortal>
  );
}

function Zone({ zone, box, isEmpty }: { zone: DropZone; box: Box; isEmpty: boolean }) {
  const target = useZoneTarget(zone);
  return (
    <div
      className={styles.end}
      data-empty={isEmpty || undefined}
      data-selected={target['data-selected']}
      style={placed(box)}
    >
      {/* The button has no content of its own: the text beside it is to be read for itself, and is not its name. */}
      <div {...target} className={styles.whole} />
      <p className={styles.invitation}>
        {isEmpty && <MousePointerClick size={18} aria-hidden="true" />}
        {target['aria-pressed'] ? (
          <>
            Paste here with <Keys shortcut="Mod+V" />
          </>
        ) : (
          'Drag an activity here'
        )}
      </p>
      {isEmpty && <Teaching />}
    </div>
  );
}

function Teaching() {
  const hasConnection = useDesigner(({ project }) => Object.keys(project?.connections ?? {}).length > 0);
  return (
    <p className={styles.teaching}>
      {hasConnection ? (
        <>
          It starts an operation. With the keyboard: choose an activity in the palette, press <Keys shortcut="Enter" />,
          choose the place with the arrows, and press <Keys shortcut="Enter" /> again.
        </>
      ) : (
        'Activities come with a connection: choose a connector in the palette to make the first one.'
      )}
    </p>
  );
}
