import { type FormEvent, useId, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select, type SelectChoice } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Administration.module.css';
import { useChange } from './use-administration.ts';

export interface NameDialogProps {
  title: string;
  description?: string;
  label: string;
  name?: string;
  /** A second thing to choose; `value` is the one that is chosen at first. */
  choice?: { label: string; value: string; choices: readonly SelectChoice[]; hint?: string };
  /** What the button does. */
  action: string;
  /** @throws {Error} whose message stands under the name */
  onSubmit(name: string, chosen: string): Promise<unknown>;
  onClose(): void;
}

/** Asks for a name, and for one choice beside it. */
export function NameDialog({
  title,
  description,
  label,
  name = '',
  choice,
  action,
  onSubmit,
  onClose,
}: NameDialogProps) {
  const form = useId();
  const change = useChange();
  const [text, setText] = useState(name);
  const [chosen, setChosen] = useState(choice?.value ?? '');
  const [isTouched, setTouched] = useState(false);
  const missing = text.trim() === '' ? 'Enter a name.' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (!missing) change.mutate(() => onSubmit(text.trim(), chosen), { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={label}
          required
          maxLength={128}
          value={text}
          error={(isTouched && missing) || change.error?.message}
          onChange={(next) => {
            setText(next);
            setTouched(true);
            change.reset();
          }}
        />
        {choice && (
          <Select
            label={choice.label}
            hint={choice.hint}
            value={chosen}
            choices={choice.choices}
            onChange={setChosen}
          />
        )}
      </form>
    </Dialog>
  );
}
