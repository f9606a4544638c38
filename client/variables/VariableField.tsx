import { Braces } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { variablesOf } from '../../shared/variables/template.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import control from '../ui/control.module.css';
import { describedBy, FieldFrame, type FieldProps } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useReadOnly } from '../ui/read-only.ts';
import { PillOverlay } from './PillOverlay.tsx';
import { replaceText } from './replace-text.ts';
import { pillKey, type Span, type TypedName, typedNameAt, unknownReference } from './typing.ts';
import styles from './VariableField.module.css';
import { optionsOf, type PickerOption, VariablePicker } from './VariablePicker.tsx';
import { kindOf, variableGroups } from './variable-list.ts';

export interface VariableFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  onBlur?: (() => void) | undefined;
  placeholder?: string | undefined;
  /** So many lines high; a single line when absent. */
  lines?: number | undefined;
  /** Takes the focus, with the list of variables open, when it appears. */
  opensAtOnce?: boolean | undefined;
}

interface Open extends TypedName {
  /** The bracket was put there by the button: giving up takes it away again. */
  byButton: boolean;
}

/** A text that takes variables: typing `[` or pressing the icon opens the list of them; a chosen one shows as a pill. */
export function VariableField({
  value,
  onChange,
  onBlur,
  placeholder,
  lines,
  opensAtOnce,
  ...field
}: VariableFieldProps) {
  const { label, hint, error, required, hideLabel, disabled } = field;
  const id = useId();
  const list = `${id}-list`;
  const readOnly = useReadOnly() !== null;
  const project = useDesigner((state) => state.project);
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const scrolled = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [active, setActive] = useState(0);
  const groups = open ? variableGroups(project, open.name) : [];
  const options = open ? optionsOf(groups) : [];
  const hasPills = lines === undefined && variablesOf(value).length > 0;
  const unknown = unknownReference(value, (name, hasDefault) => kindOf(project, name, hasDefault) !== null);
  const canBeGlobal = unknown !== null && !unknown.hasDefault && kindOf(project, unknown.name, true) !== null;

  const followScroll = () => {
    if (box.current && scrolled.current) scrolled.current.style.transform = `translateX(${-box.current.scrollLeft}px)`;
  };
  useLayoutEffect(followScroll);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useLayoutEffect(() => {
    if (opensAtOnce) openByButton();
  }, []);

  const openByButton = () => {
    const input = box.current;
    if (!input || open) return;
    const caret = input.selectionStart ?? value.length;
    const end = input.selectionEnd ?? caret;
    replaceText(input, { start: caret, end }, '[');
    setActive(0);
    setOpen({ start: caret, name: '', byButton: true });
  };

  const typed = (text: string, data: string | null) => {
    onChange(text);
    const name = typedNameAt(text, box.current?.selectionStart ?? text.length);
    setActive(0);
    if (name && data === '[') setOpen({ ...name, byButton: open?.byButton ?? false });
    else setOpen(open && name?.start === open.start ? { ...name, byButton: open.byButton } : null);
  };

  const choose = (option: PickerOption) => {
    const input = box.current;
    if (!open || !input) return;
    const span = { start: open.start, end: open.start + 1 + open.name.length };
    setOpen(null);
    if (option.kind === 'variable') replaceText(input, span, option.variable.reference);
    else newVariable(open.name, (name) => onChange(`${value.slice(0, span.start)}[${name}]${value.slice(span.end)}`));
  };

  const giveUp = () => {
    const input = box.current;
    if (open?.byButton && input) replaceText(input, { start: open.start, end: open.start + 1 + open.name.length }, '');
    setOpen(null);
  };

  const remove = (span: Span) => {
    if (box.current) replaceText(box.current, span, '');
  };

  /** With the caret between the braces, to type the default. */
  const giveDefault = (end: number) => {
    const input = box.current;
    if (!input) return;
    replaceText(input, { start: end, end }, '{}');
    input.setSelectionRange(end + 1, end + 1);
  };

  const keyPressed = (event: KeyboardEvent<HTMLInputElement & HTMLTextAreaElement>) => {
    if (readOnly) return;
    if (open) return pickerKey(event);
    const { selectionStart: caret, selectionEnd: end } = event.currentTarget;
    const isPlain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
    if (!hasPills || !isPlain || caret === null || caret !== end) return;
    const does = pillKey(value, caret, event.key);
    if (!does) return;
    event.preventDefault();
    if (does.kind === 'jump') event.currentTarget.setSelectionRange(does.to, does.to);
    else remove(does.span);
  };

  const pickerKey = (event: KeyboardEvent) => {
    const chosen = options[active];
    if (event.key === 'ArrowDown') setActive((active + 1) % options.length);
    else if (event.key === 'ArrowUp') setActive((active + options.length - 1) % options.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
    else if (event.key === 'Escape') giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const common = {
    id,
    className: classes(control.input, styles.input, hasPills && styles.withPills, lines !== undefined && control.area),
    value,
    disabled,
    readOnly,
    required,
    placeholder,
    autoComplete: 'off',
    spellCheck: false,
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
    'aria-controls': open ? list : undefined,
    'aria-activedescendant': open ? `${list}-${active}` : undefined,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy(id, { hint, error }),
    onKeyDown: keyPressed,
    onScroll: followScroll,
    onSelect: followScroll,
    onBlur: () => {
      setOpen(null);
      onBlur?.();
    },
  } as const;

  return (
    <div className={styles.field}>
      <FieldFrame id={id} label={label} hint={hint} error={error} required={required} hideLabel={hideLabel}>
        <div
          ref={frame}
          className={classes(control.box, error && control.invalid, disabled && control.disabled)}
          data-variable-field=""
          data-readonly={readOnly || undefined}
        >
          <div className={styles.area}>
            {lines === undefined ? (
              <input
                {...common}
                ref={box}
                // A box of several lines can't be a combo box; it tells of the list all the same.
                role="combobox"
                aria-expanded={open !== null}
                type="text"
                onChange={(event) => typed(event.target.value, dataOf(event.nativeEvent))}
              />
            ) : (
              <textarea
                {...common}
                ref={box}
                rows={lines}
                onChange={(event) => typed(event.target.value, dataOf(event.nativeEvent))}
              />
            )}
            {hasPills && (
              <PillOverlay text={value} project={project} scrolled={scrolled} onRemove={readOnly ? null : remove} />
            )}
          </div>
          <span className={control.trailing}>
            <IconButton
              size="small"
              label="Insert a variable"
              aria-describedby={`${id}-label`}
              icon={<Braces size={14} aria-hidden="true" />}
              onMouseDown={(event) => event.preventDefault()}
              onClick={openByButton}
            />
          </span>
        </div>
        {open && (
          <VariablePicker
            id={list}
            label="Variables"
            groups={groups}
            search={open.name}
            active={active}
            anchor={frame}
            onActive={setActive}
            onChoose={choose}
          />
        )}
      </FieldFrame>
      {unknown !== null && !open && !readOnly && (
        <div className={styles.fixes}>
          <Button
            size="small"
            aria-label={`New project variable ${unknown.name}`}
            onClick={() => newVariable(unknown.name)}
          >
            New project variable
          </Button>
          {canBeGlobal && (
            <Button
              size="small"
              variant="ghost"
              aria-label={`Give ${unknown.name} a default`}
              title="With a default it is a global variable: a run may be started with a value for it."
              onClick={() => giveDefault(unknown.end)}
            >
              Give a default
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function newVariable(name: string, created?: (name: string) => void): void {
  designer.getState().showDialog({ kind: 'variable', variableId: null, name, ...(created ? { created } : {}) });
}

function dataOf(event: Event): string | null {
  return event instanceof InputEvent ? event.data : null;
}
