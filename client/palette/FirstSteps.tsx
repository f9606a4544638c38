import { Circle, CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './FirstSteps.module.css';
import { firstSteps, transferWords } from './first-steps.ts';
import { areFirstStepsDismissed, dismissFirstSteps } from './first-steps-dismissed.ts';

/** "Now your own": three steps from the sample to one's own storage, until they are done with. */
export function FirstSteps() {
  const [dismissed, setDismissed] = useState(areFirstStepsDismissed);
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const lastRun = useDesigner((state) => state.lastRun);
  const refusal = useWhyNotAllowed('write');
  if (dismissed || !project || refusal !== null) return null;
  const { connectionId, operationId, hasRun } = firstSteps(project, descriptors, lastRun);
  const connector = descriptors[0];
  const steps = [
    {
      text: 'Connect to your storage',
      isDone: connectionId !== null,
      go: () => {
        if (connectionId) designer.getState().select([{ kind: 'connection', id: connectionId }]);
        else if (connector)
          designer.getState().openScreen({ kind: 'connection', connector: connector.id, connectionId: null });
      },
    },
    {
      text: `Draw ${transferWords(project, descriptors, connectionId)}`,
      isDone: operationId !== null,
      go: () => {
        if (operationId) goTo({ kind: 'operation', id: operationId });
        else focusActivityType();
      },
    },
    {
      text: 'Run it',
      isDone: hasRun,
      go: () => {
        const id = operationId ?? Object.keys(project.operations)[0];
        if (id) goTo({ kind: 'operation', id });
      },
    },
  ];
  return (
    <section className={styles.steps} aria-label="Now your own">
      <header className={styles.header}>
        <h2 className={styles.title}>Now your own</h2>
        <IconButton
          label="Dismiss the checklist"
          size="small"
          icon={<X size={14} />}
          side="left"
          onClick={() => {
            dismissFirstSteps();
            setDismissed(true);
          }}
        />
      </header>
      <ol>
        {steps.map(({ text, isDone, go }) => (
          <li key={text}>
            <button type="button" className={classes(styles.step, isDone && styles.done)} onClick={go}>
              {isDone ? (
                <CircleCheck size={16} role="img" aria-label="Done" className={styles.tick} />
              ) : (
                <Circle size={16} aria-hidden="true" />
              )}
              {text}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The focus goes to the first activity type in the palette: from there Enter places it, a drag too. */
function focusActivityType(): void {
  const type = document.querySelector<HTMLElement>('[data-activity-type]');
  const connection = document.querySelector<HTMLElement>('[data-palette-item]');
  (type ?? connection)?.focus();
}
