import { type FormEvent, useId, useState } from 'react';
import type { Levels, PersonDetail } from '../../../shared/api/access.ts';
import type { EnvironmentDetail } from '../../../shared/api/administration.ts';
import { routes } from '../../../shared/api/routes.ts';
import { call } from '../../api/call.ts';
import { designer, useDesigner } from '../../state/designer.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from '../Administration.module.css';
import { LEVEL_CHOICES, NO_ACCESS, withLevel } from './level-choices.ts';
import { PersonFields } from './PersonFields.tsx';
import { EMPTY_PERSON, problemsOfPerson } from './person-draft.ts';
import { changePerson, usePeopleChange } from './use-people.ts';

interface PersonDialogProps {
  /** Null for a new one. */
  person: PersonDetail | null;
  environments: readonly EnvironmentDetail[];
  onClose(): void;
}

/** A person, to be added or changed. */
export function PersonDialog({ person, environments, onClose }: PersonDialogProps) {
  const form = useId();
  const { mutate, isPending, error, reset } = usePeopleChange();
  const own = useDesigner(({ me }) => me?.person?.id);
  const isNew = person === null;
  const [draft, setDraft] = useState(
    person ? { ...EMPTY_PERSON, name: person.name, userName: person.userName } : EMPTY_PERSON,
  );
  const [isAdministrator, setAdministrator] = useState(person?.isAdministrator ?? false);
  const [levels, setLevels] = useState<Levels>(person?.levels ?? {});
  const [tried, setTried] = useState(false);
  const problems = problemsOfPerson(draft, isNew);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) return;
    const body = { name: draft.name.trim(), userName: draft.userName.trim(), isAdministrator, levels };
    const save = () =>
      person ? changePerson(person, body) : call(routes.createPerson, { body: { ...body, password: draft.password } });
    mutate(save, {
      onSuccess: () => {
        if (isNew)
          designer.getState().notify({
            tone: 'success',
            title: `${body.name} is added`,
            text: `They sign in as ${body.userName} with the password you have typed, and can change it then.`,
          });
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title={person ? `Edit ${person.name}` : 'Add person'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={isPending}>
            {isNew ? 'Add person' : 'Save changes'}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <PersonFields
          draft={draft}
          problems={tried ? problems : new Map()}
          error={error}
          isNew={isNew}
          onChange={(part) => {
            setDraft({ ...draft, ...part });
            reset();
          }}
        />
        <Checkbox
          label="Administrator"
          hint={
            person !== null && person.id === own
              ? 'You cannot take it from yourself: another administrator can.'
              : 'May do everything, in every environment, and looks after the installation.'
          }
          disabled={person !== null && person.id === own}
          checked={isAdministrator}
          onChange={setAdministrator}
        />
        {!isAdministrator &&
          environments.map(({ id, name }) => (
            <Select
              key={id}
              label={`In ${name}`}
              value={levels[id] ?? NO_ACCESS}
              choices={LEVEL_CHOICES}
              onChange={(chosen) => setLevels(withLevel(levels, id, chosen))}
            />
          ))}
      </form>
    </Dialog>
  );
}
