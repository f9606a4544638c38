import { useStore, ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { type DropZone, describeZone, isSameZone, zoneKey } from '../state/drop-zones.ts';
import styles from './DropZones.module.css';
import { AIMED_ZONE_HEIGHT, type Box, GAP } from './geometry.ts';
import type { Layout } from './layout.ts';
import { placed } from './placed.ts';
import type { Size } from './viewport.ts';

/** So much beyond the edge of the canvas zones are drawn already, in steps of which they are looked for anew. */
const STEP_PX = 400;

/** The drop zones in view, while something is dragged or placed. */
export function DropZones({ drawn, size }: { drawn: Layout; size: Size }) {
  const item = useDesigner((state) => state.dragging ?? state.placing);
  const aimed = useDesigner((state) => state.dropZone);
  const isPlacing = useDesigner((state) => state.placing !== null);
  const zoom = useStore((state) => state.transform[2]);
  const top = useStore((state) => Math.floor(-state.transform[1] / STEP_PX) * STEP_PX);
  const isOperation = item?.kind === 'operation';
  const offered = useMemo(() => {
    const from = (top - STEP_PX) / zoom;
    const to = (top + size.height + 2 * STEP_PX) / zoom;
    return drawn.zones.filter(
      ({ zone, box }) => box.y + box.height >= from && box.y <= to && !(isOperation && zone.kind === 'component'),
    );
  }, [drawn, top, zoom, size, isOperation]);
  if (!item) return null;
  return (
    <ViewportPortal>
      {offered.map(({ zone, box }) => (
        <Zone key={zoneKey(zone)} zone={zone} box={box} isAimed={isSameZone(zone, aimed)} isPlacing={isPlacing} />
      ))}
    </ViewportPortal>
  );
}

interface ZoneProps {
  zone: DropZone;
  box: Box;
  isAimed: boolean;
  /** Then a click chooses it, beside the arrows and Enter. */
  isPlacing: boolean;
}

function Zone({ zone, box, isAimed, isPlacing }: ZoneProps) {
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
      style={placed(isAimed && isGap ? grown(box) : box)}
    >
      {zone.kind === 'operation' && (isAimed || !isGap) && <span>New operation here</span>}
    </div>
  );
}

/** A gap is narrow: what is aimed at is drawn over its neighbours' edges, so that nothing has to move away. */
function grown(box: Box): Box {
  const more = (AIMED_ZONE_HEIGHT - box.height) / 2;
  return { ...box, y: Math.max(0, box.y - more), height: AIMED_ZONE_HEIGHT };
}
