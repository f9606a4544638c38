import type { DeploymentSummary } from '../../shared/api/history.ts';
import type { Id } from '../../shared/project/id.ts';
import { BROWSER_ID } from '../state/client-id.ts';
import { useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { formatCount, formatTime } from '../ui/format.ts';
import { DeploymentDetails } from './DeploymentDetails.tsx';
import { Entry } from './Entry.tsx';
import { Pages } from './Pages.tsx';
import styles from './ProjectHistoryDialog.module.css';
import type { RestoreTarget } from './ProjectHistoryDialog.tsx';
import { useDeployments } from './use-history.ts';
import { When } from './When.tsx';
import { whoOf } from './who.ts';

const EMPTY = {
  title: 'Nothing has been deployed yet',
  text: 'Each deployment stands here, with what changed by it, and its design can be brought back.',
};

/** The deployments, the newest first. */
export function DeploymentList({
  projectId,
  onRestore,
}: {
  projectId: Id;
  onRestore: (target: RestoreTarget) => void;
}) {
  const { deployments, paged } = useDeployments(projectId);
  const revision = useDesigner((state) => state.revision);
  const refusal = useWhyNotAllowed('write');
  return (
    <Pages paged={paged} empty={EMPTY}>
      <ul aria-label="Deployments">
        {deployments.map((deployment) => {
          const what = deployment.tag
            ? `the design of ${deployment.tag}`
            : `the design of ${formatTime(deployment.deployedAt)}`;
          return (
            <Entry
              key={deployment.id}
              head={<DeploymentHead deployment={deployment} />}
              action={
                deployment.revision === revision ? (
                  <span className={styles.now}>The design now</span>
                ) : (
                  <Button
                    size="small"
                    disabledReason={refusal}
                    aria-label={`Restore ${what}`}
                    onClick={() => onRestore({ revision: deployment.revision, what })}
                  >
                    Restore
                  </Button>
                )
              }
            >
              <DeploymentDetails projectId={projectId} deploymentId={deployment.id} />
            </Entry>
          );
        })}
      </ul>
    </Pages>
  );
}

function DeploymentHead({ deployment }: { deployment: DeploymentSummary }) {
  const { operationCount, operationNames, tag, comment } = deployment;
  const more = operationCount - operationNames.length;
  return (
    <>
      <span className={styles.line}>
        {tag && <Badge tone="accent">{tag}</Badge>}
        <span className={styles.what}>
          {operationNames.join(', ')}
          {more > 0 && ` and ${formatCount(more)} more`}
        </span>
      </span>
      {comment && <span className={styles.comment}>{comment}</span>}
      <span className={`${styles.line} ${styles.quiet}`}>
        <When at={deployment.deployedAt} />
        <span>· {whoOf(deployment, BROWSER_ID)}</span>
        <span>
          · {formatCount(operationCount)} {operationCount === 1 ? 'operation' : 'operations'}
        </span>
      </span>
    </>
  );
}
