import { Ellipsis } from 'lucide-react';
import type { PersonDetail } from '../../../shared/api/access.ts';
import type { EnvironmentDetail } from '../../../shared/api/administration.ts';
import { useDesigner } from '../../state/designer.ts';
import { Badge } from '../../ui/Badge.tsx';
import { formatExactTime, formatTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Select } from '../../ui/Select.tsx';
import styles from '../Administration.module.css';
import { LEVEL_CHOICES, levelInWords, NO_ACCESS, withLevel } from './level-choices.ts';
import own from './People.module.css';
import { useUndoableChange } from './use-people.ts';

interface PersonRowProps {
  person: PersonDetail;
  environments: readonly EnvironmentDetail[];
  onEdit(): void;
  onPassword(): void;
}

/** A person, with their level in each environment. */
export function PersonRow({ person, environments, onEdit, onPassword }: PersonRowProps) {
  const isSelf = useDesigner(({ me }) => me?.person?.id === person.id);
  const change = useUndoableChange();
  const { name, userName, isAdministrator, disabled, levels, lastSignInAt } = person;
  const self = isSelf ? 'You are signed in with it.' : null;
  const entries: MenuEntry[] = [
    { kind: 'item', id: 'edit', label: 'Edit…', onSelect: onEdit },
    {
      kind: 'item',
      id: 'password',
      label: 'Reset password…',
      disabledReason: isSelf ? 'Change your own in the menu with your name.' : null,
      onSelect: onPassword,
    },
    {
      kind: 'item',
      id: 'administrator',
      label: isAdministrator ? 'Make no administrator' : 'Make administrator',
      disabledReason: isAdministrator ? self : null,
      onSelect: () =>
        change(
          person,
          { isAdministrator: !isAdministrator },
          `${name} is ${isAdministrator ? 'no administrator any more' : 'an administrator'}`,
        ),
    },
    { kind: 'separator', id: 'line' },
    {
      kind: 'item',
      id: 'disable',
      label: disabled ? 'Enable' : 'Disable',
      danger: !disabled,
      disabledReason: self,
      onSelect: () =>
        change(
          person,
          { disabled: !disabled },
          disabled ? `${name} can sign in again` : `${name} is signed out and can’t sign in`,
        ),
    },
  ];
  return (
    <tr data-disabled={disabled || undefined}>
      <th scope="row" className={own.person}>
        <span className={own.names}>
          <span className={own.name}>{name}</span>
          {isSelf && <Badge tone="accent">You</Badge>}
          {isAdministrator && <Badge>Administrator</Badge>}
          {disabled && <Badge tone="warning">Disabled</Badge>}
        </span>
        <span className={own.userName}>{userName}</span>
      </th>
      {environments.map((environment) => (
        <td key={environment.id} className={own.level}>
          {isAdministrator ? (
            <span className={styles.quiet}>Everything</span>
          ) : (
            <Select
              hideLabel
              label={`Level of ${name} in ${environment.name}`}
              value={levels[environment.id] ?? NO_ACCESS}
              choices={LEVEL_CHOICES}
              onChange={(chosen) =>
                change(
                  person,
                  { levels: withLevel(levels, environment.id, chosen) },
                  `${name} has ${levelInWords(chosen)} in ${environment.name}`,
                )
              }
            />
          )}
        </td>
      ))}
      <td className={styles.quiet}>
        {lastSignInAt === null ? (
          'never'
        ) : (
          <time dateTime={lastSignInAt} title={formatExactTime(lastSignInAt)}>
            {formatTime(lastSignInAt)}
          </time>
        )}
      </td>
      <td>
        <Menu
          label={name}
          align="end"
          trigger={<IconButton label={`Actions for ${name}`} icon={<Ellipsis size={16} />} side="left" />}
          entries={entries}
        />
      </td>
    </tr>
  );
}
