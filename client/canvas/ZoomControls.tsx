import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import { designer } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { MAX_ZOOM, MIN_ZOOM } from './geometry.ts';
import type { Layout } from './layout.ts';
import { fitting, type Size } from './viewport.ts';
import styles from './ZoomControls.module.css';

interface ZoomControlsProps {
  drawn: Layout;
  size: Size;
  /** Whether the minimap is shown. */
  minimap: boolean;
}

/** The minimap's switch, zoom out, the zoom (a click: 100 %), zoom in, fit everything in. */
export function ZoomControls({ drawn, size, minimap }: ZoomControlsProps) {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const { zoomIn, zoomOut, zoomTo, setViewport } = useReactFlow();
  const fit = () => void setViewport(fitting(drawn.size, size, MIN_ZOOM));
  return (
    <Panel position="bottom-right" className={styles.zoom} aria-label="Zoom" role="toolbar">
      <IconButton
        label="Minimap"
        icon={<MapIcon size={15} />}
        size="small"
        side="top"
        pressed={minimap}
        onClick={() => designer.getState().setMinimap(!minimap)}
      />
      <IconButton
        label="Zoom out"
        icon={<Minus size={16} />}
        size="small"
        side="top"
        disabledReason={percent <= MIN_ZOOM * 100 ? 'this is as far as it goes' : null}
        onClick={() => void zoomOut()}
      />
      <button type="button" className={styles.percent} title="Zoom to 100 %" onClick={() => void zoomTo(1)}>
        {percent} %
      </button>
      <IconButton
        label="Zoom in"
        icon={<Plus size={16} />}
        size="small"
        side="top"
        disabledReason={percent >= MAX_ZOOM * 100 ? 'this is as near as it goes' : null}
        onClick={() => void zoomIn()}
      />
      <IconButton label="Fit the workflow in" icon={<Maximize size={15} />} size="small" side="top" onClick={fit} />
    </Panel>
  );
}
