import type { KeyboardEvent } from 'react';
import type { ActivityType } from '../../shared/connector.ts';
import type { Connection } from '../../shared/project/connection.ts';
import { pressFor } from '../commands/shortcuts.ts';
import { designer } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { beginPointerDrag } from '../state/pointer-drag.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { ActivityGlyph } from '../ui/ActivityGlyph.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import styles from './Palette.module.css';

/** An activity type: drag it onto the canvas, or press Enter and choose the place with the arrows. */
export function ActivityTypeItem({ type, connection }: { type: ActivityType; connection: Connection }) {
  const target: MenuTarget = { kind: 'activity-type', connectionId: connection.id, type: type.id, place: 'palette' };
  const item = { kind: 'activity-type', connectionId: connection.id, type: type.id } as const;

  const refusal = useWhyNotAllowed('write');
  const help = refusal ?? 'Drag it to the canvas, or press Enter to choose a place';
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.shiftKey && event.key === 'F10') && event.key !== 'ContextMenu') {
      if (pressFor(target, event)) event.preventDefault();
      return;
    }
    event.preventDefault();
    designer.getState().openMenu(target, event.currentTarget);
  };

  return (
    <li>
      <Tooltip text={`${type.purpose}. ${help}`} side="left">
        <button
          type="button"
          className={styles.type}
          data-activity-type=""
          data-palette-item=""
          aria-disabled={refusal === null ? undefined : true}
          aria-description={refusal ?? undefined}
          onPointerDown={(event) => beginPointerDrag(event, item)}
          onClick={() => designer.getState().startPlacing(item)}
          onContextMenu={(event) => {
            event.preventDefault();
            designer.getState().openMenu(target, { x: event.clientX, y: event.clientY });
          }}
          onKeyDown={press}
        >
          <ActivityGlyph connector={connection.connector} direction={type.direction} size={18} />
          <span className={styles.name}>{type.name}</span>
        </button>
      </Tooltip>
    </li>
  );
}
