import { type FormEvent, useId, useState } from 'react';
import type { PersonDetail } from '../../../shared/api/access.ts';
import { routes } from '../../../shared/api/routes.ts';
import { call } from '../../api/call.ts';
import { designer } from '../../state/designer.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { passwordProblem } from '../../ui/password-problem.ts';
import styles from '../Administration.module.css';
import { usePeopleChange } from './use-people.ts';

/** **Reset password…** of somebody who has forgotten it. */
export function ResetPasswordDialog({ person, onClose }: { person: PersonDetail; onClose(): void }) {
  const form = useId();
  const { mutate, isPending, error } = usePeopleChange();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const problem = passwordProblem(password);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem) return;
    const params = { personId: person.id };
    mutate(() => call(routes.resetPassword, { params, body: { password } }), {
      onSuccess: () => {
        designer.getState().notify({
          tone: 'success',
          title: `The password of ${person.name} is reset`,
          text: 'Tell it to them; they can change it once they have signed in.',
        });
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Reset the password of ${person.name}`}
      description="Their sessions end: wherever they work, they sign in again with the new one, and go on. Access keys stay good."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={isPending}>
            Reset password
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <PasswordField
          label="New password"
          name="new-password"
          autoComplete="new-password"
          required
          hint="At least 12 characters."
          value={password}
          error={(tried ? problem : null) ?? error?.message}
          onChange={setPassword}
        />
      </form>
    </Dialog>
  );
}
