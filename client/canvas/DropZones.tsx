import { useStore, ViewportPortal } from '@xyflow/react';
import { type CSSProperties, memo, useMemo } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { type DropZone, describeZone, isSameZone, zoneKey } from '../state/drop-zones.ts';
import styles from './DropZones.module.css';
import { AIMED_ZONE_HEIGHT, type Box, GAP } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { Size } from './viewport.ts';
import { within } from './visible.ts';
import { zonesOf } from './zones.ts';

/** So much beyond the edge of the canvas zones are drawn already, in steps of which they are looked for anew. */
const STEP_PX = 400;

/** The drop zones in view, while something is dragged or placed. */
export function DropZones({ drawn, size }: { drawn: Layout; size: Size }) {
  const isBusy = useDesigner(
    ({ dragging, placing }) => placing !== null || (dragging !== null && dragging.kind !== 'component'),
  );
  return isBusy ? <Offered drawn={drawn} size={size} /> : null;
}

function Offered({ drawn, size }: { drawn: Layout; size: Size }) {
  const isOperation = useDesigner((state) => (state.dragging ?? state.placing)?.kind === 'operation');
  const isPlacing = useDesigner((state) => state.placing !== null);
  const zoom = useStore((state) => state.transform[2]);
  const top = useStore((state) => Math.floor(-state.transform[1] / STEP_PX) * STEP_PX);
  const zones = useMemo(() => {
    const { first, end } = within(drawn, {
      from: (top - STEP_PX) / zoom,
      to: (top + size.height + 2 * STEP_PX) / zoom,
    });
    const inView = zonesOf(drawn, first, end);
    return isOperation ? inView.filter(({ zone }) => zone.kind === 'operation') : inView;
  }, [drawn, top, zoom, size, isOperation]);
  return (
    <ViewportPortal>
      {zones.map(({ zone, box }) => (
        <Zone key={zoneKey(zone)} zone={zone} box={box} isPlacing={isPlacing} />
      ))}
    </ViewportPortal>
  );
}

interface ZoneProps {
  zone: DropZone;
  box: Box;
  /** Then a click chooses it, beside the arrows and Enter. */
  isPlacing: boolean;
}

/** Drawn anew only when it is aimed at, or no longer is: the others have nothing to do with where the pointer is. */
const Zone = memo(({ zone, box, isPlacing }: ZoneProps) => {
  const isAimed = useDesigner((state) => isSameZone(state.dropZone, zone));
  const { project } = designer.getState();
  const isGap = zone.kind === 'operation' && box.height === GAP;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/useKeyWithClickEvents: the canvas has the keys while something is placed
    <div
      role="group"
      aria-label={`Drop zone: ${project ? describeZone(zone, project) : ''}`}
      className={styles.zone}
      data-kind={zone.kind}
      data-gap={isGap || undefined}
      data-aimed={isAimed || undefined}
      data-placing={isPlacing || undefined}
      onPointerMove={() => isPlacing && designer.getState().aimAt(zone)}
      onClick={() => isPlacing && designer.getState().drop(zone)}
      style={cornerOf(isAimed && isGap ? grown(box) : box)}
    >
      {zone.kind === 'operation' && (isAimed || !isGap) && <span>New operation here</span>}
    </div>
  );
});
Zone.displayName = 'Zone';

/** Not by a transform, as elsewhere: dozens of those, for things that never move, make each frame dearer. */
function cornerOf({ x, y, width, height }: Box): CSSProperties {
  return { left: x, top: y, width, height };
}

/** A gap is narrow: what is aimed at is drawn over its neighbours' edges, so that nothing has to move away. */
function grown(box: Box): Box {
  const more = (AIMED_ZONE_HEIGHT - box.height) / 2;
  return { ...box, y: Math.max(0, box.y - more), height: AIMED_ZONE_HEIGHT };
}
