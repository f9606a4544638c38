import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { DEFAULT_AUDIT_DAYS } from '../../../shared/api/audit.ts';
import { routes } from '../../../shared/api/routes.ts';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from '../Limits.module.css';
import { limitProblem, MOST } from '../limits-draft.ts';
import { useTold } from '../use-told.ts';
import { Waiting } from '../Waiting.tsx';

/** For how long the audit log is kept. */
export function AuditKept() {
  const { data, error, refetch } = useQuery(
    {
      // What changes anything in the administration has it asked for again.
      queryKey: ['administration', 'audit-retention'],
      queryFn: ({ signal }) => call(routes.getAuditRetention, {}, { signal }),
    },
    queryClient,
  );
  return (
    <section className={styles.card} aria-label="What is kept of the audit log">
      <h2>What is kept of the audit log</h2>
      {data ? (
        <Form key={data.days} days={data.days} />
      ) : (
        <Waiting what="limit" error={error} again={() => void refetch()} />
      )}
    </section>
  );
}

function Form({ days }: { days: number }) {
  const told = useTold();
  const [typed, setTyped] = useState(String(days));
  const problem = limitProblem(typed, MOST.logDays);
  const isSame = Number(typed) === days;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (problem || isSame) return;
    told('Limits saved', 'The limit was not saved', () =>
      call(routes.setAuditRetention, { body: { days: Number(typed) } }),
    );
  };
  return (
    <form className={styles.form} onSubmit={save} noValidate>
      <TextField
        required
        type="number"
        label="Audit log, in days"
        hint={`Entries are removed this long after what they tell of. Default: ${DEFAULT_AUDIT_DAYS}.`}
        min={1}
        max={MOST.logDays}
        step={1}
        value={typed}
        error={problem}
        onChange={setTyped}
      />
      <div className={styles.actions}>
        <Button
          variant="primary"
          type="submit"
          disabledReason={problem ? 'Mend the field marked in red first.' : isSame ? 'Nothing was changed.' : null}
        >
          Save changes
        </Button>
        {!isSame && <Button onClick={() => setTyped(String(days))}>Discard changes</Button>}
      </div>
    </form>
  );
}
