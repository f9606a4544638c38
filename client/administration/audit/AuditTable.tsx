import { Link } from 'wouter';
import { AUDIT_KIND_NAMES, type AuditEntry } from '../../../shared/api/audit.ts';
import { BROWSER_ID } from '../../state/client-id.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';
import { formatExactTime, formatTime } from '../../ui/format.ts';
import styles from '../Administration.module.css';
import own from './AuditLog.module.css';
import { doerOf } from './who-in-words.ts';

/** The entries as rows, the newest first. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <section className={classes(styles.card, styles.scroll)} aria-label="Entries of the audit log">
      <table className={classes(styles.table, own.table)} aria-label="Audit log">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Kind</th>
            <th scope="col">What</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <AuditRow key={entry.number} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AuditRow({ entry: { at, who, kind, what, project, thing, address } }: { entry: AuditEntry }) {
  const doer = doerOf(who, BROWSER_ID);
  return (
    <tr>
      <td>
        <time dateTime={at} title={formatExactTime(at)}>
          {formatTime(at)}
        </time>
      </td>
      <td>
        {doer.name}
        {doer.way !== '' && <span className={own.way}>{doer.way}</span>}
      </td>
      <td>
        <Badge tone={kind === 'sign-in-failed' ? 'error' : 'neutral'}>{AUDIT_KIND_NAMES[kind]}</Badge>
      </td>
      <td className={own.what}>
        {what}
        {(project !== null || thing !== null) && (
          <span className={own.on}>
            {thing}
            {thing !== null && project !== null && ' · '}
            {project !== null && <Link href={`/projects/${project.id}`}>{project.name}</Link>}
          </span>
        )}
      </td>
      <td className={styles.quiet}>{address ?? 'this server'}</td>
    </tr>
  );
}
