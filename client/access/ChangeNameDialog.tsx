import { type FormEvent, useId, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { designer } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Access.module.css';
import { useAccountChange } from './use-account.ts';

/** **Change name…**: how one is called in histories, from now on. */
export function ChangeNameDialog({ name, onClose }: { name: string; onClose(): void }) {
  const form = useId();
  const change = useAccountChange();
  const [typed, setTyped] = useState(name);
  const missing = typed.trim() === '' ? 'Enter a name.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing) return;
    change.mutate(() => call(routes.changeMe, { body: { name: typed.trim() } }), {
      onSuccess: () => {
        designer.getState().checkMe();
        designer.getState().notify({ tone: 'success', title: `You are called ${typed.trim()}` });
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Change name"
      description="What you do from now on is told under this name. You go on signing in with your user name."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            Change name
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={128}
          value={typed}
          error={missing ?? change.error?.message}
          onChange={setTyped}
        />
      </form>
    </Dialog>
  );
}
