import { useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Hint } from '../ui/Hint.tsx';
import styles from './OperationNode.module.css';

const KEY = 'sluice:first-run-hint';

/** Points at **Deploy and run** on the sample's first operation, until something has run or somebody dismisses it. */
export function FirstRunHint({ operationId }: { operationId: Id }) {
  const [dismissed, setDismissed] = useState(wasDismissed);
  const may = useWhyNotAllowed('write') === null;
  const isDue = useDesigner(
    ({ sample, lastRun, project }) =>
      sample && Object.keys(lastRun).length === 0 && project?.workflows[0]?.operationIds[0] === operationId,
  );
  if (!isDue || dismissed || !may) return null;
  return (
    <div className={styles.hint}>
      <Hint
        side="left"
        onDismiss={() => {
          dismiss();
          setDismissed(true);
        }}
      >
        Deploy and run copies a real invoice
      </Hint>
    </div>
  );
}

/** Storage may be forbidden: then the hint comes back with the next page. */
function wasDismissed(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

function dismiss(): void {
  try {
    localStorage.setItem(KEY, 'dismissed');
  } catch {
    // It stays dismissed for this page.
  }
}
