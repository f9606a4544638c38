import { useState } from 'react';
import { Tabs } from '../ui/Tabs.tsx';
import styles from './Administration.module.css';
import { AgentGroups } from './AgentGroups.tsx';
import { Environments } from './Environments.tsx';

/** Where projects run: agent groups with their agents, and environments. */
export function Administration() {
  const [tab, setTab] = useState('agents');
  return (
    <main className={styles.main}>
      <h1 className={styles.title}>Administration</h1>
      <Tabs
        label="Administration"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'agents', label: 'Agents', content: <AgentGroups /> },
          { id: 'environments', label: 'Environments', content: <Environments /> },
        ]}
      />
    </main>
  );
}
