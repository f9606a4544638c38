import type { KeyboardEvent } from 'react';
import { ActionsButton } from '../commands/ActionsButton.tsx';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { RenameInput } from '../commands/RenameInput.tsx';
import { pressFor } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { MenuTarget } from '../state/menu-target.ts';
import { isSelected } from '../state/selected.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { classes } from '../ui/classes.ts';
import { TreeArrow } from '../ui/TreeArrow.tsx';
import { ActivityTypeItem } from './ActivityTypeItem.tsx';
import styles from './Palette.module.css';
import type { PaletteConnection } from './palette-items.ts';

interface ConnectionItemProps {
  item: PaletteConnection;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
}

/** A connection: a click selects it and shows its activity types, a double-click opens its screen. */
export function ConnectionItem({ item: { connection, types }, isOpen, onOpen }: ConnectionItemProps) {
  const { id, name, connector } = connection;
  const selected = useDesigner((state) => isSelected(state.selection, 'connection', id));
  const renaming = useDesigner(({ renaming: now }) => now?.place === 'palette' && now.id === id);
  const target: MenuTarget = { kind: 'connection', id, place: 'palette' };

  const press = (event: KeyboardEvent<HTMLElement>) => {
    if ((event.shiftKey && event.key === 'F10') || event.key === 'ContextMenu')
      designer.getState().openMenu(target, event.currentTarget);
    else if (event.key === 'ArrowRight') onOpen(true);
    else if (event.key === 'ArrowLeft') onOpen(false);
    else if (event.key === 'Enter' || !pressFor(target, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <li>
      <div className={classes(styles.row, selected && styles.selected)}>
        {renaming ? (
          <span className={styles.item}>
            <span className={styles.arrow} />
            <ConnectorIcon connector={connector} size={20} />
            <RenameInput item={{ kind: 'connection', id }} name={name} className={styles.rename} />
          </span>
        ) : (
          <button
            type="button"
            className={styles.item}
            data-palette-item=""
            data-connection={id}
            aria-expanded={isOpen}
            onClick={() => {
              designer.getState().select([{ kind: 'connection', id }]);
              onOpen(true);
            }}
            onDoubleClick={() => runCommand(commandOf('view-edit'), target)}
            onContextMenu={(event) => {
              event.preventDefault();
              designer.getState().openMenu(target, { x: event.clientX, y: event.clientY });
            }}
            onKeyDown={press}
          >
            <TreeArrow expanded={isOpen} onToggle={() => onOpen(!isOpen)} />
            <ConnectorIcon connector={connector} size={20} />
            <span className={styles.name} title={name}>
              {name}
            </span>
          </button>
        )}
        <ActionsButton target={target} name={name} className={styles.actions ?? ''} />
      </div>
      {isOpen && (
        <ul className={styles.types} aria-label={`Activity types of ${name}`}>
          {types.length === 0 && (
            <li className={styles.empty}>
              The connector “{connector}” is not published here: nothing can be drawn of it.
            </li>
          )}
          {types.map((type) => (
            <ActivityTypeItem key={type.id} type={type} connection={connection} />
          ))}
        </ul>
      )}
    </li>
  );
}
