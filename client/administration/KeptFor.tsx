import { type FormEvent, useState } from 'react';
import type { Limits } from '../../shared/api/limits.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Limits.module.css';
import { limitProblem, limitsDraft, limitsOf, MOST } from './limits-draft.ts';
import { useTold } from './use-told.ts';

const FIELDS: readonly { name: keyof Limits; label: string; hint: string }[] = [
  {
    name: 'logDays',
    label: 'Logs, in days',
    hint: 'Runs are removed with their logs this long after they have ended.',
  },
  {
    name: 'debugDays',
    label: 'Debug data, in days',
    hint: 'What debug mode has kept of the steps is removed after this long.',
  },
  {
    name: 'debugKiB',
    label: 'Debug data of a step, in KiB',
    hint: 'So much of each record and of each content is kept, of runs that start from now on.',
  },
];

/** What is kept of runs. */
export function KeptFor({ limits, defaults }: { limits: Limits; defaults: Limits }) {
  const told = useTold();
  const [draft, setDraft] = useState(limitsDraft(limits));
  const next = limitsOf(draft);
  const isSame = next !== null && FIELDS.every(({ name }) => next[name] === limits[name]);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (next === null || isSame) return;
    told('Limits saved', 'The limits were not saved', () => call(routes.setLimits, { body: next }));
  };
  return (
    <section className={styles.card} aria-label="What is kept of runs">
      <h2>What is kept of runs</h2>
      <form className={styles.form} onSubmit={save} noValidate>
        {FIELDS.map(({ name, label, hint }) => (
          <TextField
            key={name}
            required
            type="number"
            label={label}
            hint={`${hint} Default: ${defaults[name].toLocaleString('en-US')}.`}
            min={1}
            max={MOST[name]}
            step={1}
            value={draft[name]}
            error={limitProblem(draft[name], MOST[name])}
            onChange={(text) => setDraft({ ...draft, [name]: text })}
          />
        ))}
        <div className={styles.actions}>
          <Button
            variant="primary"
            type="submit"
            disabledReason={
              next === null ? 'Mend the fields marked in red first.' : isSame ? 'Nothing was changed.' : null
            }
          >
            Save changes
          </Button>
          {!isSame && <Button onClick={() => setDraft(limitsDraft(limits))}>Discard changes</Button>}
        </div>
      </form>
    </section>
  );
}
