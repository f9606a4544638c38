import { useRef, useState } from 'react';
import type { Reference } from '../../../shared/checks/dependencies.ts';
import type { Project } from '../../../shared/project/project.ts';
import { useDesigner } from '../../state/designer.ts';
import type { CommandDialog } from '../../state/dialogs-slice.ts';
import { nameOf } from '../../state/item-name.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { type DeleteChoices, leftBehind, operationsOf, planDelete } from '../deletion.ts';
import { focusTreeIfLost } from '../focus-tree.ts';
import { neighbourOf } from '../remove.ts';
import { undoAction } from '../undo-action.ts';
import styles from './DeleteDialog.module.css';
import { DeleteList } from './DeleteList.tsx';

/** Asks before something is destroyed, and what goes with it. The focus starts on the harmless button. */
export function DeleteDialog({ dialog: { items, place } }: { dialog: Extract<CommandDialog, { kind: 'delete' }> }) {
  const project = useDesigner((state) => state.project);
  const close = useDesigner((state) => state.closeDialog);
  const edit = useDesigner((state) => state.edit);
  const notify = useDesigner((state) => state.notify);
  const select = useDesigner((state) => state.select);
  const announce = useDesigner((state) => state.announce);
  const [choices, setChoices] = useState<DeleteChoices>({ operationsToo: false, unreferencedToo: true });
  const cancel = useRef<HTMLButtonElement>(null);
  const isDeleted = useRef(false);
  if (!project) return null;
  const what = whatOf(project, items);
  const operations = operationsOf(project, items);
  const going = choices.operationsToo ? [...items, ...operations.going] : items;
  const unreferenced = leftBehind(project, going);

  const confirm = () => {
    const plan = planDelete(project, items, choices);
    const [only] = items;
    const next = items.length === 1 && only ? neighbourOf(only, project) : null;
    if (plan && edit(plan.label, plan.edit)) {
      const more = plan.gone.length - items.length;
      const title = `Deleted ${what}${more > 0 ? ` and ${more} more` : ''}`;
      isDeleted.current = true;
      notify({ tone: 'info', title, action: undoAction() });
      announce(`${title}.`);
      if (next) select([next], { focus: place === 'canvas' });
      focusTreeIfLost();
    }
    close();
  };

  return (
    <Dialog
      open
      onClose={close}
      title={`Delete ${what}?`}
      description={describe(items)}
      initialFocus={cancel}
      returnsFocus={() => !isDeleted.current}
      actions={
        <>
          <Button ref={cancel} onClick={close}>
            Cancel
          </Button>
          <Button variant="danger" onClick={confirm}>
            Delete
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {items.length > 1 && <DeleteList label="What goes" things={items} project={project} />}
        {operations.going.length > 0 && (
          <section className={styles.choice}>
            <Checkbox
              label="Delete its operations too"
              checked={choices.operationsToo}
              onChange={(operationsToo) => setChoices({ ...choices, operationsToo })}
            />
            <DeleteList label="Its operations" things={operations.going} project={project} />
          </section>
        )}
        {operations.staying.length > 0 && (choices.operationsToo || operations.going.length === 0) && (
          <section className={styles.choice}>
            <p>These stay in the project, because other operations run them:</p>
            <DeleteList label="What stays" things={operations.staying} project={project} />
          </section>
        )}
        {unreferenced.length > 0 && (
          <section className={styles.choice}>
            <Checkbox
              label="Delete the components that nothing refers to any more"
              checked={choices.unreferencedToo}
              onChange={(unreferencedToo) => setChoices({ ...choices, unreferencedToo })}
            />
            <DeleteList label="Components that nothing refers to any more" things={unreferenced} project={project} />
          </section>
        )}
      </div>
    </Dialog>
  );
}

function whatOf(project: Project, items: readonly Reference[]): string {
  const [only] = items;
  return items.length === 1 && only ? (nameOf(only, project) ?? '') : `${items.length} items`;
}

function describe(items: readonly Reference[]): string {
  const [only] = items;
  if (items.length !== 1 || !only) return 'They go from the project.';
  return DESCRIPTIONS[only.kind];
}

const DESCRIPTIONS: Record<Reference['kind'], string> = {
  workflow: 'Its operations stay in the project, in no workflow, unless they are deleted too.',
  operation: 'It goes from the canvas and from the project.',
  activity: 'Nothing refers to it. It goes from the project.',
  connection: 'Nothing refers to it. It goes from the project.',
  variable: 'Nothing names it. It goes from the project.',
  email: 'Nothing sends it. It goes from the project.',
  schedule: 'No operation has it. It goes from the project.',
};
