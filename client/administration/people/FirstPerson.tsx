import { type FormEvent, useState } from 'react';
import { routes } from '../../../shared/api/routes.ts';
import { call } from '../../api/call.ts';
import { designer } from '../../state/designer.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './People.module.css';
import { PersonFields } from './PersonFields.tsx';
import { EMPTY_PERSON, problemsOfPerson } from './person-draft.ts';
import { usePeopleChange } from './use-people.ts';

/** While there are no people: what the first one changes, and the form that makes them. */
export function FirstPerson() {
  const { mutate, isPending, error, reset } = usePeopleChange();
  const [draft, setDraft] = useState(EMPTY_PERSON);
  const [tried, setTried] = useState(false);
  const problems = problemsOfPerson(draft, true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) return;
    const { name, userName, password } = draft;
    const body = { name: name.trim(), userName: userName.trim(), password, isAdministrator: true };
    // Said with the deed, not after it: the list of people takes this form's place.
    mutate(async () => {
      await call(routes.createPerson, { body });
      designer.getState().notify({
        tone: 'success',
        title: `You are signed in as ${body.name}`,
        text: 'From now on everybody signs in.',
      });
    });
  };
  return (
    <section className={styles.first} aria-labelledby="first-person">
      <div className={styles.what}>
        <h2 id="first-person">Have everybody sign in</h2>
        <p>
          Nobody signs in yet: whoever reaches this server may do everything. Add the first person, yourself, to change
          that: <strong>From now on everybody signs in.</strong>
        </p>
        <ul>
          <li>You are an administrator, and are signed in right away.</li>
          <li>You add the others here, and say what each may do in which environment.</li>
          <li>Other open pages ask their people to sign in; nothing that is drawn there is lost.</li>
          <li>The command line and other programs need an access key, which each person makes in their own account.</li>
          <li>An access token that this server has given out lets nobody in any more.</li>
        </ul>
        <p className={styles.quiet}>Runs, schedules and agents go on as they are.</p>
      </div>
      <form className={styles.form} onSubmit={submit} noValidate aria-label="The first person">
        <PersonFields
          draft={draft}
          problems={tried ? problems : new Map()}
          error={error}
          isNew
          onChange={(part) => {
            setDraft({ ...draft, ...part });
            reset();
          }}
        />
        <div>
          <Button variant="primary" type="submit" busy={isPending}>
            Add person and sign in
          </Button>
        </div>
      </form>
    </section>
  );
}
