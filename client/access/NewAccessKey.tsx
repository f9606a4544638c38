import { type FormEvent, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Access.module.css';
import { useAccountChange } from './use-account.ts';

const DAYS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
];

interface NewAccessKeyProps {
  /** The names of those that there are. */
  taken: readonly string[];
  onMade(made: { name: string; key: string }): void;
}

/** Asks for what it takes to make an access key. */
export function NewAccessKey({ taken, onMade }: NewAccessKeyProps) {
  const change = useAccountChange<{ key: string }>();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [tried, setTried] = useState(false);
  const problem = problemOf(name.trim(), taken);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem) return;
    change.mutate(() => call(routes.createAccessKey, { body: { name: name.trim(), days: Number(days) } }), {
      onSuccess: ({ key }) => onMade({ name: name.trim(), key }),
    });
  };
  return (
    <form onSubmit={submit} noValidate aria-label="New access key">
      <div className={styles.row}>
        <TextField
          label="Name"
          placeholder="What it is for, such as nightly-import"
          required
          maxLength={128}
          value={name}
          error={tried ? (problem ?? change.error?.message) : null}
          onChange={setName}
        />
        <Select label="Good for" value={days} choices={DAYS} onChange={setDays} />
        <Button variant="primary" type="submit" busy={change.isPending}>
          Make access key
        </Button>
      </div>
    </form>
  );
}

function problemOf(name: string, taken: readonly string[]): string | null {
  if (name === '') return 'Enter a name.';
  return taken.includes(name) ? 'Another access key has this name.' : null;
}
