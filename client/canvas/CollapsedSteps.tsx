import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import styles from './OperationNode.module.css';

/** The icons of a collapsed operation's steps, in a line. */
export function CollapsedSteps({ operationId }: { operationId: Id }) {
  const project = useDesigner((state) => state.project);
  const steps = project?.operations[operationId]?.steps ?? [];
  return (
    <span className={styles.icons}>
      {steps.map((step) => {
        const activity = project?.activities[step.componentId];
        const connection = project?.connections[activity?.connectionId ?? ''];
        return (
          <span key={step.id} className={styles.icon} title={activity?.name}>
            <ConnectorIcon connector={connection?.connector ?? ''} size={18} />
          </span>
        );
      })}
    </span>
  );
}
