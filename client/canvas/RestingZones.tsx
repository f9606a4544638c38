import { ViewportPortal } from '@xyflow/react';
import { ClipboardPaste } from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import { type Designer, useDesigner } from '../state/designer.ts';
import { type DropZone, zoneKey } from '../state/drop-zones.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { type Box, TILE_WIDTH } from './geometry.ts';
import type { Layout } from './layout.ts';
import { placed } from './placed.ts';
import styles from './RestingZones.module.css';
import { useHoveredOperation } from './use-hovered-operation.ts';
import { useZoneTarget } from './use-zone-target.ts';
import { zonesAround } from './zones.ts';

/**
 * The drop zones that can be selected while nothing is dragged: those in and around the operation in which something is selected,
 * which Tab comes to, and those of the operation under the mouse. They show under the pointer, with the focus on them, and when
 * selected.
 */
export function RestingZones({ drawn, root }: { drawn: Layout; root: RefObject<HTMLElement | null> }) {
  const current = useDesigner(selectedOperation);
  const hovered = useHoveredOperation(root);
  const isBusy = useDesigner((state) => state.dragging !== null || state.placing !== null);
  const refusal = useWhyNotAllowed('write');
  const inReach = useMemo(() => zonesAround(drawn, current), [drawn, current]);
  const underMouse = useMemo(() => {
    const known = new Set(inReach.map(({ zone }) => zoneKey(zone)));
    return zonesAround(drawn, hovered).filter(({ zone }) => !known.has(zoneKey(zone)));
  }, [drawn, hovered, inReach]);
  if (isBusy || refusal !== null || (inReach.length === 0 && underMouse.length === 0)) return null;
  return (
    <ViewportPortal>
      {inReach.map(({ zone, box }) => (
        <RestingZone key={zoneKey(zone)} zone={zone} box={box} isInReach />
      ))}
      {underMouse.map(({ zone, box }) => (
        <RestingZone key={zoneKey(zone)} zone={zone} box={box} isInReach={false} />
      ))}
    </ViewportPortal>
  );
}

/** So wide is a zone right of a last step: the rest is the operation's own background, where a click selects it. */
const WIDTH_BESIDE_TILES = 48;

function RestingZone({ zone, box, isInReach }: { zone: DropZone; box: Box; isInReach: boolean }) {
  const target = useZoneTarget(zone);
  const isLast = zone.kind === 'component' && zone.index > 0 && box.width === TILE_WIDTH;
  const place = isLast ? { ...box, width: WIDTH_BESIDE_TILES } : box;
  return (
    <div
      {...target}
      tabIndex={isInReach ? 0 : -1}
      className={styles.zone}
      data-kind={zone.kind}
      title={target['aria-label']}
      style={placed(place)}
    >
      <ClipboardPaste size={16} aria-hidden="true" />
    </div>
  );
}

/** The operation in which what is selected last stands, or the zone that is selected. */
function selectedOperation({ selection, selectedZone, project }: Designer): Id | null {
  if (!project) return null;
  if (selectedZone?.kind === 'component') return selectedZone.operationId;
  if (selectedZone)
    return (
      project.workflows.find((workflow) => workflow.id === selectedZone.workflowId)?.operationIds[selectedZone.index] ??
      null
    );
  const last = selection.at(-1);
  if (last?.kind === 'operation') return last.id;
  return last?.kind === 'step' ? (findStep(project, last.id)?.operation.id ?? null) : null;
}
