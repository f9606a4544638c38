import { CONDITION_LABEL } from '../../../shared/project/action.ts';
import type { Box } from '../geometry.ts';
import { placed } from '../placed.ts';
import { goToTarget } from './go-to-target.ts';
import styles from './Links.module.css';
import type { RoutedLink } from './routes.ts';

/** Stands for a linked operation of another workflow; its name goes there. */
export function ReferenceBlock({ link, box }: { link: RoutedLink; box: Box }) {
  return (
    <button
      type="button"
      className={`${styles.block} nopan`}
      data-condition={link.condition}
      title={`Go to ${link.toName}`}
      aria-label={`${link.toName}, run by ${link.fromName} ${CONDITION_LABEL[link.condition].toLowerCase()}: go there`}
      tabIndex={-1}
      style={placed(box)}
      onClick={() => goToTarget(link)}
    >
      <span className={styles.blockName}>{link.toName}</span>
    </button>
  );
}
