import { Eye, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ReadOnly } from '../ui/read-only.ts';
import styles from './ScreenFrame.module.css';

interface ScreenFrameProps {
  /** Above the heading: where this belongs. */
  above?: ReactNode;
  icon: ReactNode;
  heading: string;
  /** Beside the heading, muted. */
  subject?: string | undefined;
  onClose: () => void;
  /** Between the heading and the content, over the whole width. */
  notice?: ReactNode;
  children: ReactNode;
  /** Buttons at the bottom, always in view. */
  actions: ReactNode;
  /** Narrow for a form, wide for tables side by side. */
  width: 'narrow' | 'wide';
}

/** A configuration screen: takes the whole designer area, with its buttons always in view. */
export function ScreenFrame({
  above,
  icon,
  heading,
  subject,
  onClose,
  notice,
  children,
  actions,
  width,
}: ScreenFrameProps) {
  const id = useId();
  const refusal = useWhyNotAllowed('write');
  return (
    <section className={styles.screen} aria-labelledby={id} data-screen data-width={width}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {icon}
          <div className={styles.titles}>
            {above}
            <h1 className={styles.title} id={id}>
              {heading} {subject && <span className={styles.subject}>{subject}</span>}
            </h1>
          </div>
        </div>
        <IconButton label="Close" icon={<X size={18} />} onClick={onClose} />
      </header>
      {notice}
      {refusal !== null && (
        <p className={styles.readOnly} role="note">
          <Eye size={16} aria-hidden="true" />
          Read-only. {refusal}
        </p>
      )}
      <div className={styles.scroll}>
        <ReadOnly.Provider value={refusal}>
          <div className={styles.column}>{children}</div>
        </ReadOnly.Provider>
      </div>
      <footer className={styles.footer}>
        <div className={styles.actions}>{actions}</div>
      </footer>
    </section>
  );
}
