import { TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './Access.module.css';
import { SignInForm } from './SignInForm.tsx';

/** Over the work of somebody whose session has ended: it goes on once they have signed in again. */
export default function SignInDialog() {
  const person = useDesigner((state) => state.me?.person ?? null);
  const password = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open
      mustAnswer
      {...(person ? { initialFocus: password } : {})}
      onClose={() => {}}
      title="Sign in to go on"
      description={
        person
          ? `The session of ${person.name} has ended. What is on this page is kept, and goes on once you have signed in.`
          : 'From now on everybody signs in here. What is on this page is kept, and goes on once you have signed in.'
      }
    >
      <div className={styles.inDialog}>
        <SignInForm
          passwordRef={password}
          userName={person?.userName ?? ''}
          note={(typed) => person && <NotKept person={person} typed={typed} />}
        />
      </div>
    </Dialog>
  );
}

/** What becomes of changes that are not saved when somebody else signs in. */
function NotKept({ person, typed }: { person: { name: string; userName: string }; typed: string }) {
  const count = designer.getState().unsaved().length;
  if (count === 0 || typed === '' || typed.toLowerCase() === person.userName.toLowerCase()) return null;
  return (
    <p className={styles.warning} role="status">
      <TriangleAlert size={16} aria-hidden="true" />
      {count === 1 ? 'A change' : `${count} changes`} of {person.name} {count === 1 ? 'is' : 'are'} not saved yet, and
      will be lost when somebody else signs in.
    </p>
  );
}
