import { ChevronDown, KeyRound, LogOut, RectangleEllipsis, TextCursorInput } from 'lucide-react';
import { useState } from 'react';
import { useDesigner } from '../state/designer.ts';
import { Menu } from '../ui/Menu.tsx';
import styles from './Access.module.css';
import { AccessKeysDialog } from './AccessKeysDialog.tsx';
import { ChangeNameDialog } from './ChangeNameDialog.tsx';
import { ChangePasswordDialog } from './ChangePasswordDialog.tsx';
import { initialsOf } from './initials.ts';
import { signOut } from './sign-out.ts';

type Open = 'name' | 'password' | 'keys' | null;

/** Who is signed in, with what concerns their own account. */
export default function AccountMenu() {
  const person = useDesigner((state) => state.me?.person ?? null);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (!person) return null;
  return (
    <>
      <Menu
        label={`Account of ${person.name}`}
        align="end"
        trigger={
          <button type="button" className={styles.account}>
            <span className={styles.initials} aria-hidden="true">
              {initialsOf(person.name)}
            </span>
            <span className={styles.accountName}>
              <span className="visually-hidden">Account of </span>
              {person.name}
            </span>
            <ChevronDown size={14} aria-hidden="true" />
          </button>
        }
        entries={[
          {
            kind: 'item',
            id: 'name',
            label: 'Change name…',
            icon: <TextCursorInput size={16} />,
            onSelect: () => setOpen('name'),
          },
          {
            kind: 'item',
            id: 'password',
            label: 'Change password…',
            icon: <RectangleEllipsis size={16} />,
            onSelect: () => setOpen('password'),
          },
          {
            kind: 'item',
            id: 'keys',
            label: 'Access keys…',
            icon: <KeyRound size={16} />,
            onSelect: () => setOpen('keys'),
          },
          { kind: 'separator', id: 'line' },
          {
            kind: 'item',
            id: 'sign-out',
            label: 'Sign out',
            icon: <LogOut size={16} />,
            onSelect: () => void signOut(),
          },
        ]}
      />
      {open === 'name' && <ChangeNameDialog name={person.name} onClose={close} />}
      {open === 'password' && <ChangePasswordDialog userName={person.userName} onClose={close} />}
      {open === 'keys' && <AccessKeysDialog onClose={close} />}
    </>
  );
}
