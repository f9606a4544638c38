import { Separator } from 'react-resizable-panels';
import { classes } from './classes.ts';
import styles from './Split.module.css';

/** The line between two panes: drag it, or focus it and use the arrow keys. `along`: how the panes are laid out. */
export function SplitLine({ label, along }: { label: string; along: 'horizontal' | 'vertical' }) {
  return <Separator aria-label={label} className={classes(styles.line, styles[along])} />;
}
