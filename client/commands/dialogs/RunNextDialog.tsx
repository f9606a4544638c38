import { useMemo, useRef, useState } from 'react';
import { CONDITION_LABEL } from '../../../shared/project/action.ts';
import type { Id } from '../../../shared/project/id.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { removeLink } from '../remove-link.ts';
import { candidates, nextOf, planRunNext } from '../run-next-plan.ts';
import { undoAction } from '../undo-action.ts';
import styles from './Dialogs.module.css';

/** As many as one looks through; the search finds the others. */
const MOST = 50;

/** Asks which operation is run when a run of this one has ended. */
export function RunNextDialog({ dialog }: { dialog: Extract<CommandDialog, { kind: 'run-next' }> }) {
  const { operationId, condition } = dialog;
  const [sought, setSought] = useState('');
  const isDone = useRef(false);
  const project = useDesigner((state) => state.project);
  const close = useDesigner((state) => state.closeDialog);
  const edit = useDesigner((state) => state.edit);
  const notify = useDesigner((state) => state.notify);
  const select = useDesigner((state) => state.select);
  const all = useMemo(() => (project ? candidates(project, operationId) : []), [project, operationId]);
  const operation = project?.operations[operationId];
  if (!project || !operation) return null;

  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ title, where }) =>
    words.every((word) => `${title} ${where}`.toLowerCase().includes(word)),
  );
  const leftOut = Object.keys(project.operations).length - all.length - 1;
  const now = nextOf(project, operationId, condition);
  const when = CONDITION_LABEL[condition];
  const leave = () => {
    isDone.current = true;
    close();
  };
  const choose = (targetId: Id | undefined) => {
    if (targetId === undefined) return;
    leave();
    select([{ kind: 'operation', id: operationId }], { focus: true });
    const plan = planRunNext(project, operationId, condition, targetId);
    if (!plan || !edit(plan.label, plan.edit)) return;
    const title = `${when}, ${operation.name} runs ${project.operations[targetId]?.name ?? ''}`;
    notify({ tone: 'info', title, action: undoAction() });
  };

  return (
    <Dialog
      open
      onClose={close}
      title={`${when} of ${operation.name}, run…`}
      description={
        leftOut > 0
          ? 'Operations that lead to this one are left out: they would run one another for ever.'
          : 'Takes effect with the next deploy, which deploys the chosen operation, too.'
      }
      returnsFocus={() => !isDone.current}
      actions={
        <>
          {now !== null && (
            <Button
              onClick={() => {
                leave();
                removeLink(operationId, { condition, kind: 'run-operation' });
              }}
            >
              Run none
            </Button>
          )}
          <Button onClick={close}>Cancel</Button>
        </>
      }
    >
      <div className={styles.searched}>
        <SearchField
          label="Search operations"
          value={sought}
          onChange={setSought}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            choose(found[0]?.id);
          }}
        />
        <ul className={styles.list} aria-label="Operations">
          {found.slice(0, MOST).map(({ id, title, where }) => (
            <li key={id}>
              <button
                type="button"
                className={styles.link}
                aria-current={id === now ? 'true' : undefined}
                onClick={() => choose(id)}
              >
                {title}
                <span className={styles.fix}>{id === now ? `${where} · chosen now` : where}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className={styles.kind}>No operation matches.</li>}
          {found.length > MOST && <li className={styles.kind}>and {found.length - MOST} more</li>}
        </ul>
      </div>
    </Dialog>
  );
}
