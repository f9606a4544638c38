import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';
import { useReadOnly } from './read-only.ts';
import { Spinner } from './Spinner.tsx';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'small' | 'medium';
  /** Drawn before the text. */
  icon?: ReactNode;
  /** Work is going on: a spinner stands in the icon's place and the button takes no click. */
  busy?: boolean;
  /** Why it can't be pressed now. The button stays reachable by keyboard and says so. */
  disabledReason?: string | null | undefined;
  className?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with a text that says what happens. */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  busy = false,
  disabledReason: ownReason,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const readOnly = useReadOnly();
  const disabledReason = ownReason ?? readOnly;
  const blocked = busy || Boolean(disabledReason);
  return (
    <button
      {...rest}
      type={type}
      title={disabledReason ?? rest.title}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      className={classes(styles.button, styles[variant], styles[size], className)}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner size={14} /> : icon}
      {children !== undefined && <span className={styles.text}>{children}</span>}
    </button>
  );
}
