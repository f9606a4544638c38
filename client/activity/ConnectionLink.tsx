import { ChevronDown } from 'lucide-react';
import type { Connection } from '../../shared/project/connection.ts';
import type { Id } from '../../shared/project/id.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Menu } from '../ui/Menu.tsx';
import styles from './ConnectionLink.module.css';

interface ConnectionLinkProps {
  connection: Connection;
  /** All connections of the same connector, this one too. */
  choices: readonly Connection[];
  onOpen: () => void;
  onSwitch: (connectionId: Id) => void;
}

/** The connection's name: a link to it, or, where there are several, a menu that switches between them. */
export function ConnectionLink({ connection, choices, onOpen, onSwitch }: ConnectionLinkProps) {
  const refusal = useWhyNotAllowed('write');
  if (choices.length < 2 || refusal !== null)
    return (
      <button type="button" className={styles.link} title="Open the connection" onClick={onOpen}>
        {connection.name}
      </button>
    );
  return (
    <Menu
      label="Connection"
      trigger={
        <button type="button" className={styles.link} title="Open or switch the connection">
          {connection.name}
          <ChevronDown size={12} aria-hidden="true" />
        </button>
      }
      entries={[
        {
          kind: 'choice',
          id: 'switch',
          label: 'Switch to another connection',
          value: connection.id,
          choices: choices.map(({ id, name }) => ({ value: id, label: name })),
          onChange: onSwitch,
        },
        { kind: 'separator', id: 'line' },
        { kind: 'item', id: 'open', label: `Open ${connection.name}`, onSelect: onOpen },
      ]}
    />
  );
}
