import type { Workflow } from '../../shared/project/workflow.ts';
import { useDesigner } from '../state/designer.ts';
import { formatExactTime, formatTime } from '../ui/format.ts';
import styles from './CanvasHeader.module.css';

/** When something of the workflow was last deployed. */
export function LastDeployed({ workflow }: { workflow: Workflow }) {
  const last = useDesigner((state) =>
    workflow.operationIds
      .map((id) => state.deployed[id]?.deployedAt ?? '')
      .sort()
      .at(-1),
  );
  if (!last) return <span className={styles.deployed}>Not deployed yet</span>;
  return (
    <span className={styles.deployed} title={formatExactTime(last)}>
      Last deployed {formatTime(last)}
    </span>
  );
}
