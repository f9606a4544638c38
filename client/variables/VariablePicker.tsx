import { Plus, Search } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { classes } from '../ui/classes.ts';
import styles from './VariablePicker.module.css';
import { KIND_LETTER, type ListedVariable, type VariableGroup } from './variable-list.ts';

/** What can be chosen in the picker: a variable, or to make a new one. */
export type PickerOption = { kind: 'variable'; variable: ListedVariable } | { kind: 'new' };

export function optionsOf(groups: readonly VariableGroup[]): PickerOption[] {
  const variables = groups.flatMap((group) => group.variables);
  return [...variables.map((variable): PickerOption => ({ kind: 'variable', variable })), { kind: 'new' }];
}

interface VariablePickerProps {
  id: string;
  label: string;
  groups: readonly VariableGroup[];
  search: string;
  active: number;
  anchor: RefObject<HTMLElement | null>;
  onActive: (index: number) => void;
  onChoose: (option: PickerOption) => void;
}

/** The list of variables beneath a field. The focus stays in the field: what is typed there is the search. */
export function VariablePicker({ id, label, groups, search, active, anchor, onActive, onChoose }: VariablePickerProps) {
  const popup = useRef<HTMLDivElement>(null);
  usePlacement(popup, anchor);
  useLayoutEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  let index = -1;
  const row = (option: PickerOption) => {
    index += 1;
    const at = index;
    return {
      id: `${id}-${at}`,
      role: 'option',
      tabIndex: -1,
      'aria-selected': at === active,
      className: classes(styles.option, at === active && styles.active),
      // A press must not take the focus out of the field.
      onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
      onMouseMove: () => onActive(at),
      onClick: () => onChoose(option),
    } as const;
  };
  return (
    <div ref={popup} popover="manual" className={styles.popup} data-variable-picker="">
      <div className={styles.search} aria-hidden="true">
        <Search size={14} />
        {search === '' ? <span className={styles.placeholder}>Type to search</span> : search}
      </div>
      <div id={id} role="listbox" aria-label={label} className={styles.list}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list box
          <div key={group.title} role="group" aria-labelledby={titleId(id, group)}>
            <div id={titleId(id, group)} className={styles.title}>
              {group.title}
            </div>
            {group.variables.map((variable) => (
              <div key={variable.name} {...row({ kind: 'variable', variable })}>
                <span className={styles.letter} data-kind={variable.kind} aria-hidden="true">
                  {KIND_LETTER[variable.kind]}
                </span>
                <span className={styles.name}>{variable.name}</span>
                {variable.note !== '' && <span className={styles.note}>{variable.note}</span>}
              </div>
            ))}
            {group.variables.length === 0 && (
              <div className={styles.empty}>{search === '' ? group.empty : 'Nothing matches.'}</div>
            )}
          </div>
        ))}
        <div className={styles.last}>
          <div {...row({ kind: 'new' })}>
            <Plus size={14} aria-hidden="true" />
            <span className={styles.name}>New project variable</span>
            {search !== '' && <span className={styles.note}>{search}</span>}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Without spaces: what refers to it is a list of ids. */
function titleId(id: string, { title }: VariableGroup): string {
  return `${id}-${title.replaceAll(' ', '-')}`;
}

const GAP = 4;

/** Puts the popup above everything else, beneath its field, or above it where there is more room. */
function usePlacement(popup: RefObject<HTMLDivElement | null>, anchor: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const [box, field] = [popup.current, anchor.current];
    if (!box || !field) return;
    box.showPopover();
    const place = () => {
      const { left, top, bottom, width } = field.getBoundingClientRect();
      const below = window.innerHeight - bottom;
      const isBelow = below >= 280 || below >= top;
      box.style.left = `${left}px`;
      box.style.width = `${Math.max(width, 280)}px`;
      box.style.maxHeight = `${Math.min(360, (isBelow ? below : top) - 3 * GAP)}px`;
      box.style.top = isBelow ? `${bottom + GAP}px` : 'auto';
      box.style.bottom = isBelow ? 'auto' : `${window.innerHeight - top + GAP}px`;
    };
    place();
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
    };
  }, [popup, anchor]);
}
