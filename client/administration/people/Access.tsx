import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { PersonDetail } from '../../../shared/api/access.ts';
import { Button } from '../../ui/Button.tsx';
import styles from '../Administration.module.css';
import { useEnvironments } from '../use-administration.ts';
import { Waiting } from '../Waiting.tsx';
import { FirstPerson } from './FirstPerson.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import { ResetPasswordDialog } from './ResetPasswordDialog.tsx';
import { usePeople } from './use-people.ts';

/** What is asked about a person. */
type Open = { kind: 'new' } | { kind: 'edit' | 'password'; person: PersonDetail } | null;

/** Who gets in, and what each may do in which environment. */
export function Access() {
  const { data: people, error, refetch } = usePeople();
  const { data: environments, error: environmentsError, refetch: refetchEnvironments } = useEnvironments();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (!people) return <Waiting what="people" error={error} again={() => void refetch()} />;
  if (people.length === 0) return <FirstPerson />;
  if (!environments)
    return <Waiting what="environments" error={environmentsError} again={() => void refetchEnvironments()} />;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.hint}>
          Everybody signs in. In each environment a person has one level, which holds those before it: View logs, Read,
          Execute, Write. Administrators may do everything, here too.
        </p>
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen({ kind: 'new' })}>
          Add person
        </Button>
      </div>
      <PeopleTable
        people={people}
        environments={environments}
        onEdit={(person) => setOpen({ kind: 'edit', person })}
        onPassword={(person) => setOpen({ kind: 'password', person })}
      />
      {open?.kind === 'new' && <PersonDialog person={null} environments={environments} onClose={close} />}
      {open?.kind === 'edit' && <PersonDialog person={open.person} environments={environments} onClose={close} />}
      {open?.kind === 'password' && <ResetPasswordDialog person={open.person} onClose={close} />}
    </div>
  );
}
