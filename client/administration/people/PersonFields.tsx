import { ApiError } from '../../api/api-error.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from '../Administration.module.css';
import type { PersonDraft, PersonField } from './person-draft.ts';

interface PersonFieldsProps {
  draft: PersonDraft;
  problems: ReadonlyMap<PersonField, string>;
  /** Why the server refused it. */
  error: Error | null;
  isNew: boolean;
  onChange(part: Partial<PersonDraft>): void;
}

/** Name, user name and, of somebody new, the password. */
export function PersonFields({ draft, problems, error, isNew, onChange }: PersonFieldsProps) {
  const isTaken = error instanceof ApiError && error.code === 'name-taken';
  return (
    <>
      <TextField
        label="Name"
        name="name"
        required
        maxLength={128}
        hint="As histories and the audit log tell it."
        value={draft.name}
        error={problems.get('name')}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label="User name"
        name="username"
        autoComplete={isNew ? 'username' : 'off'}
        required
        maxLength={254}
        hint="To sign in with: an e-mail address, or any other."
        value={draft.userName}
        error={problems.get('userName') ?? (isTaken ? error.message : null)}
        onChange={(userName) => onChange({ userName })}
      />
      {isNew && (
        <PasswordField
          label="Password"
          name="new-password"
          autoComplete="new-password"
          required
          hint="At least 12 characters. Several words are easy to remember and hard to guess."
          value={draft.password}
          error={problems.get('password')}
          onChange={(password) => onChange({ password })}
        />
      )}
      {error && !isTaken && (
        <p role="alert" className={styles.error}>
          {error.message}
        </p>
      )}
    </>
  );
}
