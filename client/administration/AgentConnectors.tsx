import type { AgentDetail } from '../../shared/api/administration.ts';
import { Badge } from '../ui/Badge.tsx';
import styles from './Administration.module.css';
import { isBehind } from './registry.ts';
import { useRegistry } from './use-administration.ts';

/** The connectors of an agent with their versions; one that is behind the latest says so. */
export function AgentConnectors({ agent }: { agent: AgentDetail }) {
  const { data: registry = [] } = useRegistry();
  const versions = Object.entries(agent.connectors).toSorted(([a], [b]) => a.localeCompare(b));
  if (versions.length === 0) return <span className={styles.quiet}>None yet</span>;
  return (
    <ul className={styles.connectors} aria-label={`Connectors of ${agent.name}`}>
      {versions.map(([connector, version]) => {
        const registered = registry.find(({ id }) => id === connector);
        return (
          <li key={connector}>
            <span>
              {registered?.name ?? connector} {version}
            </span>
            {isBehind(version, registered?.latest) && (
              <Badge tone="warning" title="Test brings it up to date, unless Disable Auto Connector Update is on.">
                behind {registered?.latest}
              </Badge>
            )}
          </li>
        );
      })}
    </ul>
  );
}
