import { TriangleAlert } from 'lucide-react';
import { useId, useRef } from 'react';
import type { Problem } from '../../shared/checks/problem.ts';
import { hasErrors } from './item-problems.ts';
import styles from './ProblemsButton.module.css';

/** The mark of what is wrong with an item itself; a click lists the messages and how to mend them. */
export function ProblemsButton({ problems, name }: { problems: readonly Problem[]; name: string }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const isError = hasErrors(problems);
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
        className={`${styles.mark} nopan`}
        data-error={isError || undefined}
        aria-label={`${count} in ${name}`}
        title={problems.map((problem) => problem.message).join('\n')}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          list.current?.togglePopover();
          place(event.currentTarget);
        }}
      >
        <TriangleAlert size={14} aria-hidden="true" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: there is nothing to press in it */}
      <div
        ref={list}
        id={id}
        popover="auto"
        className={styles.list}
        role="note"
        aria-label={`Problems of ${name}`}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.code}:${problem.item.id}:${problem.message}`} data-severity={problem.severity}>
              {problem.message}
              <span className={styles.fix}>{problem.fix}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
