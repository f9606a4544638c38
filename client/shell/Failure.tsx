import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Failure.module.css';

interface FailureProps {
  title: string;
  text: ReactNode;
  actions?: ReactNode;
}

/** Says what could not be shown, and what to do. */
export function Failure({ title, text, actions }: FailureProps) {
  return (
    <div className={styles.failure} role="alert">
      <CircleAlert size={24} aria-hidden="true" className={styles.icon} />
      <h1>{title}</h1>
      <p className={styles.text}>{text}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
