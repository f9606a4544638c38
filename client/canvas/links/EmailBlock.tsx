import { Mail } from 'lucide-react';
import { useState } from 'react';
import { CONDITION_LABEL } from '../../../shared/project/action.ts';
import { AnchoredMenu, type MenuAnchor } from '../../ui/AnchoredMenu.tsx';
import { classes } from '../../ui/classes.ts';
import type { Box } from '../geometry.ts';
import { placed } from '../placed.ts';
import { goToTarget } from './go-to-target.ts';
import styles from './Links.module.css';
import { labelId } from './label-id.ts';
import { linkEntries } from './link-entries.tsx';
import type { RoutedLink } from './routes.ts';

/** Stands for an e-mail that an operation sends. A click selects the link, a double click opens the e-mail. */
export function EmailBlock({ link, box }: { link: RoutedLink; box: Box }) {
  const [menu, setMenu] = useState<MenuAnchor | null>(null);
  return (
    <>
      <button
        type="button"
        className={classes(styles.block, styles.email, 'nopan')}
        data-condition={link.condition}
        title={link.toName}
        aria-label={`E-mail ${link.toName}, sent by ${link.fromName} ${CONDITION_LABEL[link.condition].toLowerCase()}`}
        aria-haspopup="menu"
        tabIndex={-1}
        style={placed(box)}
        onClick={() => document.getElementById(labelId(link.key))?.click()}
        onDoubleClick={() => goToTarget(link)}
        onContextMenu={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setMenu({ x: event.clientX, y: event.clientY });
        }}
      >
        <Mail size={14} className={styles.emailIcon} aria-hidden="true" />
        <span className={styles.blockName}>{link.toName}</span>
      </button>
      <AnchoredMenu
        label={`Actions of ${link.toName}`}
        anchor={menu}
        onClose={() => setMenu(null)}
        entries={() => linkEntries(link)}
      />
    </>
  );
}
