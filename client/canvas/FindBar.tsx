import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './FindBar.module.css';

/** The search on the canvas, while it is open: finds operations and steps by name, and walks the matches. */
export function FindBar() {
  const find = useDesigner((state) => state.find);
  const asked = useDesigner((state) => state.findAsked);
  const project = useDesigner((state) => state.project);
  const input = useRef<HTMLInputElement>(null);
  const isOpen = find !== null;

  useEffect(() => {
    if (asked > 0 && isOpen) input.current?.select();
  }, [asked, isOpen]);
  useEffect(() => {
    if (project) designer.getState().findAgain();
  }, [project]);

  if (!find) return null;
  const { findText, findNext } = designer.getState();
  const count = find.matches.length;
  const isSearching = find.query.trim() !== '';
  const disabledReason = count === 0 ? 'there is no match' : null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') findNext(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) input.current?.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className={styles.bar} aria-label="Find on the canvas">
      <div className={styles.field}>
        <TextField
          label="Find operations and steps"
          hideLabel
          quiet
          placeholder="Find operations and steps"
          value={find.query}
          onChange={findText}
          onKeyDown={onKeyDown}
          inputRef={input}
          leading={<Search size={14} aria-hidden="true" />}
        />
      </div>
      <span className={styles.count} data-none={(isSearching && count === 0) || undefined}>
        {isSearching && (count === 0 ? 'No match' : `${Math.max(0, find.at) + 1} of ${count}`)}
      </span>
      <IconButton
        label="Previous match"
        icon={<ChevronUp size={16} />}
        size="small"
        shortcut="Shift+Enter"
        disabledReason={disabledReason}
        onClick={() => findNext(-1)}
      />
      <IconButton
        label="Next match"
        icon={<ChevronDown size={16} />}
        size="small"
        shortcut="Enter"
        disabledReason={disabledReason}
        onClick={() => findNext(1)}
      />
      <IconButton label="Close search" icon={<X size={16} />} size="small" shortcut="Escape" onClick={close} />
    </search>
  );
}

/** The focus goes to what was found last, or to the canvas, so that keys go on from there. */
function close(): void {
  const { closeFind, selection, select } = designer.getState();
  closeFind();
  const isDrawn = selection.some((item) => item.kind === 'operation' || item.kind === 'step');
  if (isDrawn) select(selection, { focus: true });
  document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true });
}
