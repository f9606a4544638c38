import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { batch } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { undoAction } from '../commands/undo-action.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatCount } from '../ui/format.ts';
import { Spinner } from '../ui/Spinner.tsx';
import type { RestoreTarget } from './ProjectHistoryDialog.tsx';
import styles from './RestoreDialog.module.css';
import { countInWords, type RestorePlan, restorePlan } from './restore-plan.ts';

export interface RestoreDialogProps {
  projectId: Id;
  target: RestoreTarget;
  onBack: () => void;
  onDone: () => void;
}

/** Says what bringing an earlier design back changes, and does it. */
export function RestoreDialog({ projectId, target: { revision, what }, onBack, onDone }: RestoreDialogProps) {
  const primary = useRef<HTMLButtonElement>(null);
  const project = useDesigner((state) => state.project);
  const edit = useDesigner((state) => state.edit);
  const notify = useDesigner((state) => state.notify);
  const announce = useDesigner((state) => state.announce);
  const query = useQuery(
    {
      queryKey: ['revision', projectId, revision],
      queryFn: ({ signal }) => call(routes.getRevision, { params: { projectId, revision } }, { signal }),
    },
    queryClient,
  );
  const then = query.data;
  const plan = useMemo(() => (project && then ? restorePlan(project, then) : null), [project, then]);

  const confirm = () => {
    if (!plan) return;
    const label = `Restore ${what}`.slice(0, 200);
    if (!edit(label, batch(plan.edits))) return onBack();
    const text = restoredText(plan);
    notify({
      tone: plan.secretless.length > 0 ? 'warning' : 'info',
      title: `Restored ${what}`,
      text,
      action: undoAction(),
    });
    announce(`Restored ${what}.`);
    onDone();
  };

  return (
    <Dialog
      open
      onClose={onBack}
      title={`Restore ${what}?`}
      description="It becomes the newest design. What was designed since stays in the history, and Undo takes it back."
      initialFocus={primary}
      actions={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button ref={primary} variant="primary" disabledReason={whyNot(plan, query.error)} onClick={confirm}>
            Restore
          </Button>
        </>
      }
    >
      <div className={styles.body} aria-live="polite">
        {query.error ? (
          <p className={styles.warning}>{query.error.message}</p>
        ) : !plan ? (
          <Spinner size={16} />
        ) : (
          <Summary plan={plan} />
        )}
      </div>
    </Dialog>
  );
}

function Summary({ plan }: { plan: RestorePlan }) {
  const tooLarge = tooLargeText(plan);
  if (tooLarge !== null) return <p className={styles.warning}>{tooLarge}</p>;
  if (plan.edits.length === 0) return <p>The design is the same as it was then: there is nothing to restore.</p>;
  return (
    <>
      <ul className={styles.counts} aria-label="What changes">
        {plan.counts.map((count) => (
          <li key={count.kind}>{countInWords(count)}</li>
        ))}
        {plan.counts.length === 0 && <li>The project gets its former name.</li>}
      </ul>
      {plan.secretless.length > 0 && (
        <p className={styles.warning}>
          The secrets of then are no longer kept for {plan.secretless.join(', ')}: type them again afterwards.
        </p>
      )}
    </>
  );
}

function whyNot(plan: RestorePlan | null, error: Error | null): string | null {
  if (error) return error.message;
  if (!plan) return 'The earlier design is being fetched.';
  if (plan.edits.length === 0) return 'The design is the same as it was then.';
  return tooLargeText(plan);
}

function tooLargeText({ edits, isTooLarge }: RestorePlan): string | null {
  if (!isTooLarge) return null;
  return `It differs from the design now by ${formatCount(edits.length)} changes: more than can be made at once. Restore one between first.`;
}

function restoredText({ secretless }: RestorePlan): string {
  const secrets = secretless.length > 0 ? `Type the secrets of ${secretless.join(', ')} again. ` : '';
  return `${secrets}What is deployed has not changed.`;
}
