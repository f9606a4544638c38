import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import type { AgentGroupDetail } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { AddAgentDialog } from './AddAgentDialog.tsx';
import styles from './Administration.module.css';
import { AgentTable } from './AgentTable.tsx';
import { NameDialog } from './NameDialog.tsx';
import { useAgentGroups } from './use-administration.ts';
import { useTold } from './use-told.ts';
import { Waiting } from './Waiting.tsx';

const KINDS = [
  { value: 'private', label: 'Private', hint: 'On your own network; its agents may use a proxy.' },
  { value: 'cloud', label: 'Cloud', hint: 'Beside the server.' },
];

type Open = { kind: 'new' } | { kind: 'add' | 'rename'; group: AgentGroupDetail } | null;

/** Every agent group with its agents. */
export function AgentGroups() {
  const { data: groups, error, refetch } = useAgentGroups();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (!groups) return <Waiting what="agents" error={error} again={() => void refetch()} />;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.hint}>
          Agents run operations and move the data. Those of a group share its work; an environment says which group runs
          its projects.
        </p>
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen({ kind: 'new' })}>
          New agent group
        </Button>
      </div>
      {groups.map((group) => (
        <GroupCard
          key={group.id}
          group={group}
          groups={groups}
          onAdd={() => setOpen({ kind: 'add', group })}
          onRename={() => setOpen({ kind: 'rename', group })}
        />
      ))}
      {open?.kind === 'new' && (
        <NameDialog
          title="New agent group"
          label="Name"
          choice={{ label: 'Kind', value: 'private', choices: KINDS }}
          action="Create agent group"
          onSubmit={(name, kind) =>
            call(routes.createAgentGroup, { body: { name, kind: kind === 'cloud' ? 'cloud' : 'private' } })
          }
          onClose={close}
        />
      )}
      {open?.kind === 'rename' && (
        <NameDialog
          title="Rename agent group"
          label="Name"
          name={open.group.name}
          action="Rename"
          onSubmit={(name) =>
            call(routes.changeAgentGroup, { params: { agentGroupId: open.group.id }, body: { name } })
          }
          onClose={close}
        />
      )}
      {open?.kind === 'add' && <AddAgentDialog group={open.group} onClose={close} />}
    </div>
  );
}

interface GroupCardProps {
  group: AgentGroupDetail;
  groups: readonly AgentGroupDetail[];
  onAdd(): void;
  onRename(): void;
}

function GroupCard({ group, groups, onAdd, onRename }: GroupCardProps) {
  const told = useTold();
  const inUse =
    group.environments.length > 0
      ? `The environment ${group.environments[0]?.name} runs on it.`
      : group.agents.length > 0
        ? 'Remove its agents first.'
        : null;
  const remove = () =>
    told(`Agent group ${group.name} deleted`, `Agent group ${group.name} was not deleted`, () =>
      call(routes.deleteAgentGroup, { params: { agentGroupId: group.id } }),
    );
  return (
    <section className={styles.card} aria-label={`Agent group ${group.name}`}>
      <div className={styles.cardHead}>
        <h2>{group.name}</h2>
        <Badge>{group.kind === 'cloud' ? 'Cloud' : 'Private'}</Badge>
        <span className={styles.about}>
          {group.environments.length === 0
            ? 'No environment runs on it'
            : `Runs ${group.environments.map(({ name }) => name).join(', ')}`}
        </span>
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={onAdd}>
          Add agent
        </Button>
        <Menu
          label={`Agent group ${group.name}`}
          align="end"
          trigger={<IconButton label={`Actions for ${group.name}`} icon={<Ellipsis size={16} />} side="left" />}
          entries={[
            { kind: 'item', id: 'rename', label: 'Rename', onSelect: onRename },
            { kind: 'item', id: 'delete', label: 'Delete', danger: true, disabledReason: inUse, onSelect: remove },
          ]}
        />
      </div>
      {group.agents.length + group.pending.length === 0 ? (
        <p className={styles.none}>
          No agent yet: runs of its environments wait until there is one. Add agent shows how.
        </p>
      ) : (
        <AgentTable agents={group.agents} group={group} groups={groups} />
      )}
    </section>
  );
}
