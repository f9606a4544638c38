import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { AgentDetail, AgentGroupDetail } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Badge, type BadgeProps } from '../ui/Badge.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatTime } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import styles from './Administration.module.css';
import { AgentConnectors } from './AgentConnectors.tsx';
import { NameDialog } from './NameDialog.tsx';
import { PendingRow } from './PendingRow.tsx';
import { ProxyDialog } from './ProxyDialog.tsx';
import { useTold } from './use-told.ts';

interface AgentTableProps {
  agents: readonly AgentDetail[];
  group: AgentGroupDetail;
  groups: readonly AgentGroupDetail[];
}

/** The agents of a group. */
export function AgentTable({ agents, group, groups }: AgentTableProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={`Agents of ${group.name}`}>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Status</th>
            <th scope="col">Runs</th>
            <th scope="col">Version</th>
            <th scope="col">Connectors</th>
            <th scope="col">Last heartbeat</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {agents.map((agent) => (
            <AgentRow key={agent.id} agent={agent} group={group} groups={groups} />
          ))}
          {group.pending.map((pending) => (
            <PendingRow key={pending.id} pending={pending} group={group} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const TONES: Record<AgentDetail['state'], BadgeProps['tone']> = {
  Unregistered: 'neutral',
  Running: 'success',
  Draining: 'running',
  Stopped: 'neutral',
  Offline: 'error',
};

function AgentRow({
  agent,
  group,
  groups,
}: {
  agent: AgentDetail;
  group: AgentGroupDetail;
  groups: readonly AgentGroupDetail[];
}) {
  const [open, setOpen] = useState<'rename' | 'proxy' | 'remove' | null>(null);
  const told = useTold();
  const params = { agentId: agent.id };
  const change = (done: string, body: { drained?: boolean; agentGroupId?: string }) =>
    told(done, `${agent.name} was not changed`, () => call(routes.changeAgent, { params, body }));
  const local = agent.isLocal ? 'It belongs to the server itself.' : null;
  const others = groups.filter(({ id }) => id !== group.id);
  const entries: MenuEntry[] = [
    { kind: 'item', id: 'rename', label: 'Rename', onSelect: () => setOpen('rename') },
    agent.isDrained
      ? {
          kind: 'item',
          id: 'resume',
          label: 'Put back to work',
          onSelect: () => change(`${agent.name} takes work again`, { drained: false }),
        }
      : {
          kind: 'item',
          id: 'drain',
          label: 'Drain',
          onSelect: () => change(`${agent.name} takes no new work`, { drained: true }),
        },
    {
      kind: 'submenu',
      id: 'move',
      label: 'Move to group',
      disabledReason: local ?? (others.length === 0 ? 'There is no other agent group.' : null),
      entries: others.map(({ id, name }) => ({
        kind: 'item',
        id,
        label: name,
        onSelect: () => change(`${agent.name} moved to ${name}`, { agentGroupId: id }),
      })),
    },
    {
      kind: 'item',
      id: 'proxy',
      label: 'Proxy settings…',
      disabledReason: group.kind === 'cloud' ? 'Only agents of private groups have proxy settings.' : null,
      onSelect: () => setOpen('proxy'),
    },
    {
      kind: 'item',
      id: 'remove',
      label: 'Remove',
      danger: true,
      disabledReason: local,
      onSelect: () => setOpen('remove'),
    },
  ];
  return (
    <tr>
      <td>
        <span className={styles.name}>{agent.name}</span>
        {agent.hostname !== '' && agent.hostname !== agent.name && (
          <span className={styles.quiet}> on {agent.hostname}</span>
        )}
      </td>
      <td>
        <Badge tone={TONES[agent.state]}>{agent.state}</Badge>
        {agent.isDrained && agent.state !== 'Draining' && <span className={styles.quiet}> drained</span>}
      </td>
      <td>{agent.slots === 0 ? '' : `${agent.running} of ${agent.slots}`}</td>
      <td>
        {agent.isWrongVersion ? (
          <Badge tone="warning" title="It waits until its version fits the server's.">
            {agent.version}: does not fit
          </Badge>
        ) : (
          agent.version
        )}
      </td>
      <td>
        <AgentConnectors agent={agent} />
      </td>
      <td className={styles.quiet}>{agent.lastSeenAt === null ? 'Never' : formatTime(agent.lastSeenAt)}</td>
      <td>
        <Menu
          label={agent.name}
          align="end"
          trigger={<IconButton label={`Actions for ${agent.name}`} icon={<Ellipsis size={16} />} side="left" />}
          entries={entries}
        />
        {open === 'rename' && (
          <NameDialog
            title="Rename agent"
            label="Name"
            name={agent.name}
            action="Rename"
            onSubmit={(name) => call(routes.changeAgent, { params, body: { name } })}
            onClose={() => setOpen(null)}
          />
        )}
        {open === 'proxy' && <ProxyDialog agent={agent} onClose={() => setOpen(null)} />}
        <ConfirmDialog
          open={open === 'remove'}
          title={`Remove ${agent.name}?`}
          description="Its credential is worth nothing from then on, and the runs it holds go to other agents. To have it back, add it anew."
          confirmLabel="Remove agent"
          danger
          onCancel={() => setOpen(null)}
          onConfirm={() => {
            setOpen(null);
            told(`${agent.name} removed`, `${agent.name} was not removed`, () => call(routes.removeAgent, { params }));
          }}
        />
      </td>
    </tr>
  );
}
