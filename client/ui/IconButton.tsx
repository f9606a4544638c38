import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import styles from './IconButton.module.css';
import { useReadOnly } from './read-only.ts';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'children'> {
  /** The accessible name, shown as a tooltip too. */
  label: string;
  icon: ReactNode;
  size?: 'small' | 'medium';
  /** What the tooltip says beyond the name, e.g. what would be undone. */
  detail?: string | undefined;
  /** A toggle: whether it is on. */
  pressed?: boolean | undefined;
  shortcut?: string | undefined;
  /** Why it can't be pressed now; the tooltip says so. */
  disabledReason?: string | null | undefined;
  /** The side on which the tooltip stands. */
  side?: 'top' | 'bottom' | 'left' | 'right';
  className?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon; its name is its tooltip. */
export function IconButton({
  label,
  icon,
  size = 'medium',
  detail,
  pressed,
  shortcut,
  disabledReason: ownReason,
  side = 'bottom',
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const readOnly = useReadOnly();
  const disabledReason = ownReason ?? readOnly;
  const more = disabledReason ?? detail;
  return (
    <Tooltip text={more ? `${label}: ${more}` : label} shortcut={shortcut} side={side}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-description={more}
        aria-pressed={pressed}
        aria-disabled={disabledReason ? true : undefined}
        className={classes(styles.button, styles[size], className)}
        onClick={(event) => {
          if (disabledReason) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
