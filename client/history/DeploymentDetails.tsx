import type { DeploymentDetail } from '../../shared/api/history.ts';
import type { Descriptor } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { formatCount } from '../ui/format.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { changeInWords } from './change-in-words.ts';
import styles from './ProjectHistoryDialog.module.css';
import { useDeployment } from './use-history.ts';

/** As many as one reads. */
const MOST = 200;
const MARKS = { added: 'Added', changed: 'Changed', removed: 'Removed', unchanged: 'Unchanged' } as const;

interface Row {
  id: Id;
  name: string;
  change: keyof typeof MARKS;
  texts: readonly string[];
}

/** What a deployment changed against what was deployed before. */
export function DeploymentDetails({ projectId, deploymentId }: { projectId: Id; deploymentId: Id }) {
  const { detail, error } = useDeployment(projectId, deploymentId);
  const descriptors = useDesigner((state) => state.descriptors);
  if (error) return <p className={styles.quiet}>{error.message}</p>;
  if (!detail)
    return (
      <span role="status">
        <Spinner size={14} />
        <span className="visually-hidden">Loading the changes</span>
      </span>
    );
  const rows = rowsOf(detail, descriptors);
  return (
    <ul className={styles.changes} aria-label="What changed">
      {rows.slice(0, MOST).map(({ id, name, change, texts }) => (
        <li key={id} className={styles.change}>
          <span className={styles.mark} data-change={change}>
            {MARKS[change]}
          </span>
          <span>
            {name}
            {texts.length > 0 && <span className={styles.parts}> — {texts.join('; ')}</span>}
          </span>
        </li>
      ))}
      {rows.length > MOST && <li className={styles.quiet}>and {formatCount(rows.length - MOST)} more</li>}
    </ul>
  );
}

/** What changed first, what did not last. */
function rowsOf({ operations, removed }: DeploymentDetail, descriptors: readonly Descriptor[]): Row[] {
  const rows = operations.map(({ operationId, name, change, changes }): Row => {
    return { id: operationId, name, change, texts: changes.map((one) => changeInWords(one, descriptors)) };
  });
  const gone = removed.map(({ operationId, name }): Row => ({ id: operationId, name, change: 'removed', texts: [] }));
  const of = (change: Row['change']) => rows.filter((row) => row.change === change);
  return [...of('added'), ...of('changed'), ...gone, ...of('unchanged')];
}
