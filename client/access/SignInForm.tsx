import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { PasswordField } from '../ui/PasswordField.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Access.module.css';
import { useSignIn } from './use-sign-in.ts';

interface SignInFormProps {
  /** Who was signed in before; `''` when nobody was. */
  userName: string;
  /** Stands over the button, for the user name that is typed. */
  note?: (userName: string) => ReactNode;
  /** For a dialog, whose focus begins there. */
  passwordRef?: RefObject<HTMLInputElement | null>;
}

/** User name and password, as password managers know them. */
export function SignInForm({ userName: known, note, passwordRef }: SignInFormProps) {
  const [userName, setUserName] = useState(known);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const ownField = useRef<HTMLInputElement>(null);
  const passwordField = passwordRef ?? ownField;
  const signIn = useSignIn();
  const missingName = userName.trim() === '' ? 'Enter your user name.' : null;
  const missingPassword = password === '' ? 'Enter your password.' : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missingName) return nameField.current?.focus();
    if (missingPassword) return passwordField.current?.focus();
    if (signIn.busy || (await signIn.submit(userName.trim(), password))) return;
    // The next attempt is typed over this one.
    passwordField.current?.focus();
    passwordField.current?.select();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div role="alert">
        {signIn.failure && (
          <p className={styles.failure}>
            <CircleAlert size={16} aria-hidden="true" />
            {signIn.failure}
          </p>
        )}
      </div>
      <TextField
        label="User name"
        name="username"
        autoComplete="username"
        autoFocus={known === ''}
        inputRef={nameField}
        value={userName}
        error={tried ? missingName : null}
        onChange={setUserName}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        inputRef={passwordField}
        value={password}
        error={tried ? missingPassword : null}
        onChange={setPassword}
      />
      {note?.(userName.trim())}
      <Button variant="primary" type="submit" busy={signIn.busy}>
        Sign in
      </Button>
    </form>
  );
}
