import styles from './Links.module.css';
import { labelId } from './label-id.ts';
import { headOf, pathOf } from './path.ts';
import type { RoutedLink } from './routes.ts';

interface LinkLineProps {
  link: RoutedLink;
  lit: boolean;
  onHover: (key: string | null) => void;
}

/** A link's line and arrow. A click selects the link: its label, which stands for it, gets the focus. */
export function LinkLine({ link, lit, onHover }: LinkLineProps) {
  const path = pathOf(link.points);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way to the label, which is a button
    <g
      className={styles.link}
      data-condition={link.condition}
      data-lit={lit || undefined}
      data-link={link.key}
      onClick={() => document.getElementById(labelId(link.key))?.click()}
      onPointerEnter={() => onHover(link.key)}
      onPointerLeave={() => onHover(null)}
    >
      <path className={`${styles.hit} nopan`} d={path} />
      <path className={styles.line} d={path} />
      <path className={styles.head} d={headOf(link.points)} />
    </g>
  );
}
