import { useEffect, useState } from 'react';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './Administration.module.css';
import { AgentGroups } from './AgentGroups.tsx';
import { AuditLog } from './audit/AuditLog.tsx';
import { Connectors } from './Connectors.tsx';
import { Environments } from './Environments.tsx';
import { Limits } from './Limits.tsx';
import { Access } from './people/Access.tsx';

const TABS = [
  { id: 'agents', label: 'Agents', content: <AgentGroups /> },
  { id: 'environments', label: 'Environments', content: <Environments /> },
  { id: 'connectors', label: 'Connectors', content: <Connectors /> },
  { id: 'limits', label: 'Limits', content: <Limits /> },
  { id: 'access', label: 'Access', content: <Access /> },
  { id: 'audit', label: 'Audit log', content: <AuditLog /> },
];

/** Where projects run: agent groups with their agents, and environments; the connectors; the limits; who may do what, and who did. The address holds the tab. */
export function Administration() {
  const [tab, setTab] = useState(tabOfAddress);
  useEffect(() => {
    const follow = () => setTab(tabOfAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const show = (next: string) => {
    history.replaceState(history.state, '', `#${next}`);
    setTab(next);
  };
  return (
    <main className={styles.main}>
      <h1 className={styles.title}>Administration</h1>
      <Tabs label="Administration" value={tab} onChange={show} tabs={TABS} />
    </main>
  );
}

function tabOfAddress(): string {
  return TABS.find(({ id }) => `#${id}` === location.hash)?.id ?? 'agents';
}
