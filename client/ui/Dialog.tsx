import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';
import iconButton from './IconButton.module.css';
import { overlays } from './overlays.ts';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One or two sentences under the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  actions?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** What has the focus when it opens; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Asked when it closes: false leaves the focus to whoever takes it. */
  returnsFocus?: () => boolean;
}

/** A modal dialog. Escape, the × and a click outside close it; the focus goes back to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  size = 'small',
  initialFocus,
  returnsFocus = () => true,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal container={overlays()}>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={styles.popup}
          data-size={size}
          finalFocus={returnsFocus}
          {...(initialFocus ? { initialFocus } : {})}
        >
          <Base.Title className={styles.title}>{title}</Base.Title>
          {description && (
            <Base.Description className={styles.description} render={<div />}>
              {description}
            </Base.Description>
          )}
          {children && <div className={styles.body}>{children}</div>}
          {actions && <footer className={styles.actions}>{actions}</footer>}
          {/* Last, so that the focus starts in what the dialog is about. */}
          <Base.Close className={classes(iconButton.button, iconButton.small, styles.close)} aria-label="Close">
            <X size={16} aria-hidden="true" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
