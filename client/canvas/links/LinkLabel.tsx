import { type KeyboardEvent, useState } from 'react';
import { CONDITION_LABEL } from '../../../shared/project/action.ts';
import { removeLink } from '../../commands/remove-link.ts';
import { designer, useDesigner } from '../../state/designer.ts';
import { AnchoredMenu, type MenuAnchor } from '../../ui/AnchoredMenu.tsx';
import { currentItem } from '../current.ts';
import { placed } from '../placed.ts';
import { goToTarget } from './go-to-target.ts';
import styles from './Links.module.css';
import { labelId } from './label-id.ts';
import { linkEntries } from './link-entries.tsx';
import type { RoutedLink } from './routes.ts';

interface LinkLabelProps {
  link: RoutedLink;
  lit: boolean;
  far: boolean;
  onFocus: (key: string | null) => void;
  onHover: (key: string | null) => void;
}

/** **On success** or **On fail** beside an operation: stands for the link, takes its keys, and opens its menu. */
export function LinkLabel({ link, lit, far, onFocus, onHover }: LinkLabelProps) {
  const [menu, setMenu] = useState<MenuAnchor | null>(null);
  const reachable = useDesigner((state) => {
    const item = currentItem(state);
    return item?.kind === 'operation' && item.id === link.fromId;
  });
  const title = CONDITION_LABEL[link.condition];

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') goToTarget(link);
    else if (event.key === 'Delete' || event.key === 'Backspace') removeLink(link.fromId, link);
    else if (event.key === 'Escape')
      designer.getState().select([{ kind: 'operation', id: link.fromId }], { focus: true });
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu(event.currentTarget);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        id={labelId(link.key)}
        type="button"
        className={`${styles.label} nopan`}
        data-condition={link.condition}
        data-lit={lit || undefined}
        data-far={far || undefined}
        aria-label={`${title}: ${link.fromName} ${link.kind === 'send-email' ? 'sends the e-mail' : 'runs'} ${link.toName}`}
        aria-keyshortcuts="Enter Delete"
        aria-haspopup="menu"
        tabIndex={reachable ? 0 : -1}
        style={placed(link.label)}
        onClick={(event) => {
          designer.getState().select([]);
          event.currentTarget.focus({ preventScroll: true });
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.focus({ preventScroll: true });
          setMenu({ x: event.clientX, y: event.clientY });
        }}
        onKeyDown={onKeyDown}
        onFocus={() => onFocus(link.key)}
        onBlur={() => onFocus(null)}
        onPointerEnter={() => onHover(link.key)}
        onPointerLeave={() => onHover(null)}
      >
        {title}
      </button>
      <AnchoredMenu
        label={`Actions of ${title}`}
        anchor={menu}
        onClose={() => setMenu(null)}
        entries={() => linkEntries(link)}
      />
    </>
  );
}
