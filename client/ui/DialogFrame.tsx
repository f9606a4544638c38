import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';
import type { DialogProps } from './Dialog.tsx';
import iconButton from './IconButton.module.css';
import { KeysUntilFocus } from './KeysUntilFocus.tsx';
import { overlays } from './overlays.ts';

/** What {@link Dialog} draws. */
export default function DialogFrame({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  size = 'small',
  bare = false,
  initialFocus,
  returnsFocus = () => true,
  mustAnswer = false,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={mustAnswer}
      onOpenChange={(next) => !next && !mustAnswer && onClose()}
    >
      <Base.Portal container={overlays()}>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={styles.popup}
          data-modal=""
          data-size={bare ? 'bare' : size}
          finalFocus={returnsFocus}
          {...(initialFocus ? { initialFocus } : {})}
        >
          {open && <KeysUntilFocus onEscape={mustAnswer ? null : onClose} />}
          <Base.Title className={bare ? 'visually-hidden' : styles.title}>{title}</Base.Title>
          {description && (
            <Base.Description className={styles.description} render={<div />}>
              {description}
            </Base.Description>
          )}
          {bare ? children : children && <div className={styles.body}>{children}</div>}
          {actions && <footer className={styles.actions}>{actions}</footer>}
          {/* Last, so that the focus starts in what the dialog is about. */}
          {!bare && !mustAnswer && (
            <Base.Close className={classes(iconButton.button, iconButton.small, styles.close)} aria-label="Close">
              <X size={16} aria-hidden="true" />
            </Base.Close>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
