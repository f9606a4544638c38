import type { RegisteredConnector } from '../../shared/api/connectors.ts';
import { Badge } from '../ui/Badge.tsx';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { formatBytes, formatExactTime, formatTime } from '../ui/format.ts';
import styles from './Administration.module.css';
import { Checksum } from './Checksum.tsx';
import { agentsInWords, type RegisteredAgent, type VersionRow, versionRows } from './registry.ts';

/** A connector with all its versions. */
export function ConnectorCard({ connector }: { connector: RegisteredConnector }) {
  const { id, name, latest } = connector;
  return (
    <section className={styles.card} aria-label={`Connector ${name}`}>
      <div className={styles.cardHead}>
        <ConnectorIcon connector={id} size={20} />
        <h2>{name}</h2>
        <code className={styles.quiet}>{id}</code>
        <span className={styles.about}>{agentsInWords(connector)}</span>
      </div>
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={`Versions of ${name}`}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">From</th>
              <th scope="col">Checksum (SHA-256)</th>
              <th scope="col">Size</th>
              <th scope="col">Published</th>
              <th scope="col">By</th>
              <th scope="col">Agents that have it</th>
            </tr>
          </thead>
          <tbody>
            {versionRows(connector).map((row) => (
              <Row key={row.version} row={row} isLatest={row.version === latest} name={name} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row: { version, registered, agents }, isLatest, name }: RowProps) {
  return (
    <tr>
      <td>
        <span className={styles.name}>{version}</span> {isLatest && <Badge tone="accent">Latest</Badge>}
      </td>
      <td>
        {registered === null ? (
          <span className={styles.quiet}>Not in the registry</span>
        ) : registered.origin === 'built-in' ? (
          'Built in'
        ) : (
          'Published'
        )}
      </td>
      <td>{registered?.sha256 ? <Checksum sha256={registered.sha256} of={`${name} ${version}`} /> : <None />}</td>
      <td>{registered?.size == null ? <None /> : formatBytes(registered.size)}</td>
      <td>
        {registered?.publishedAt ? (
          <time dateTime={registered.publishedAt} title={formatExactTime(registered.publishedAt)}>
            {formatTime(registered.publishedAt)}
          </time>
        ) : (
          <None />
        )}
      </td>
      <td>{registered?.publishedBy ?? <None />}</td>
      <td className={styles.several}>
        <Agents agents={agents} />
      </td>
    </tr>
  );
}

interface RowProps {
  row: VersionRow;
  isLatest: boolean;
  name: string;
}

function Agents({ agents }: { agents: readonly RegisteredAgent[] }) {
  if (agents.length === 0) return <None />;
  return agents.map(({ id, name, agentGroupName, isOnline }, index) => (
    <span key={id} title={agentGroupName}>
      {index > 0 && ', '}
      {name}
      {!isOnline && <span className={styles.quiet}> (offline)</span>}
    </span>
  ));
}

/** Nothing to be said in a cell. */
function None() {
  return (
    <span className={styles.quiet}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">None</span>
    </span>
  );
}
