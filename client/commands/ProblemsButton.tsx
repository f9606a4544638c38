import { TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Problem } from '../../shared/checks/problem.ts';
import { classes } from '../ui/classes.ts';
import { ProblemList } from './ProblemList.tsx';
import styles from './ProblemsButton.module.css';

export interface ProblemsButtonProps {
  problems: readonly Problem[];
  /** The name of the thing, for the accessible name `2 problems in …`. */
  name: string;
  tabIndex?: number;
  /** Without the circle, for rows of lists. */
  plain?: boolean;
}

/** The mark of what is wrong with an item itself; a click lists the messages, each with its way to mend it. */
export function ProblemsButton({ problems, name, tabIndex, plain = false }: ProblemsButtonProps) {
  const list = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const isError = problems.some(({ severity }) => severity === 'error');
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;

  const place = (button: HTMLElement) => {
    const bounds = button.getBoundingClientRect();
    const popover = list.current;
    if (!popover) return;
    popover.style.left = `${Math.max(8, Math.min(bounds.left, innerWidth - popover.offsetWidth - 8))}px`;
    const below = bounds.bottom + 6;
    const isBelow = below + popover.offsetHeight < innerHeight - 8;
    popover.style.top = `${isBelow ? below : Math.max(8, bounds.top - popover.offsetHeight - 6)}px`;
  };

  return (
    <>
      <button
        type="button"
        className={classes(styles.mark, plain && styles.plain, 'nopan')}
        data-error={isError || undefined}
        aria-label={`${count} in ${name}`}
        aria-expanded={open}
        title={problems.map((problem) => problem.message).join('\n')}
        tabIndex={tabIndex}
        onPointerDown={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          list.current?.togglePopover();
          place(event.currentTarget);
        }}
      >
        <TriangleAlert size={14} aria-hidden="true" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps what happens in it from what it stands in; nothing is pressed */}
      <section
        ref={list}
        popover="auto"
        className={styles.list}
        aria-label={`Problems of ${name}`}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onContextMenu={(event) => event.stopPropagation()}
      >
        {open && <ProblemList problems={problems} onLeave={() => list.current?.hidePopover()} />}
      </section>
    </>
  );
}
