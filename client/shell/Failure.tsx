import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Failure.module.css';

interface FailureProps {
  title: string;
  text: ReactNode;
  actions?: ReactNode;
  /** It is all that the page shows. */
  isPage?: boolean;
}

/** Says what could not be shown, and what to do. */
export function Failure({ title, text, actions, isPage = false }: FailureProps) {
  const Root = isPage ? 'main' : 'div';
  return (
    <Root className={styles.failure}>
      <div className={styles.message} role="alert">
        <CircleAlert size={24} aria-hidden="true" className={styles.icon} />
        <h1>{title}</h1>
        <p className={styles.text}>{text}</p>
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </Root>
  );
}
