import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { classes } from './classes.ts';

export interface BadgeProps {
  tone?: 'neutral' | 'accent' | 'running' | 'success' | 'warning' | 'error';
  icon?: ReactNode;
  children: ReactNode;
  title?: string;
}

/** A word or a number in a rounded box. */
export function Badge({ tone = 'neutral', icon, children, title }: BadgeProps) {
  return (
    <span className={classes(styles.badge, styles[tone])} title={title}>
      {icon}
      {children}
    </span>
  );
}
