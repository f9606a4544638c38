import { type FormEvent, useId, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { designer } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { PasswordField } from '../ui/PasswordField.tsx';
import { passwordProblem } from '../ui/password-problem.ts';
import styles from './Access.module.css';
import { useAccountChange } from './use-account.ts';

/** **Change password…** of one's own account. */
export function ChangePasswordDialog({ userName, onClose }: { userName: string; onClose(): void }) {
  const form = useId();
  const change = useAccountChange();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const problem = passwordProblem(password);
  const isWrong = change.error instanceof ApiError && change.error.code === 'password-wrong';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (current === '' || problem) return;
    change.mutate(() => call(routes.changePassword, { body: { current, password } }), {
      onSuccess: () => {
        designer.getState().notify({
          tone: 'success',
          title: 'Your password is changed',
          text: 'Your other sessions have ended. Access keys go on working.',
        });
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Change password"
      description="You stay signed in here; wherever else you are signed in, you sign in anew."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        {/* Password managers keep the password under it. */}
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <PasswordField
          label="Current password"
          name="current-password"
          autoComplete="current-password"
          required
          value={current}
          error={tried && current === '' ? 'Enter your present password.' : isWrong ? change.error?.message : null}
          onChange={(text) => {
            setCurrent(text);
            change.reset();
          }}
        />
        <PasswordField
          label="New password"
          name="new-password"
          autoComplete="new-password"
          required
          hint="At least 12 characters. Several words are easy to remember and hard to guess."
          value={password}
          error={tried || password !== '' ? problem : null}
          onChange={setPassword}
        />
        {change.error && !isWrong && (
          <p role="alert" className={styles.error}>
            {change.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
