import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import {
  ActionCondition,
  CONDITION_LABEL,
  DEED_LABEL,
  DeedKind,
  type OperationAction,
} from '../../shared/project/action.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './ActionForm.module.css';
import { actionOf, actionProblem, emailsToSend, isTaken, type NewAction, operationsToRun } from './action-choices.ts';

interface ActionFormProps {
  project: Project;
  operationId: Id;
  actions: readonly OperationAction[];
  value: NewAction;
  onChange: (value: NewAction) => void;
  onAdd: () => void;
  onClear: () => void;
  forgotten: boolean;
  onNewEmail: () => void;
}

const CONDITIONS = ActionCondition.options.map((value) => ({ value, label: CONDITION_LABEL[value] }));
const KINDS = DeedKind.options.map((value) => ({ value, label: DEED_LABEL[value] }));
/** As many operations as one looks through; typing finds the others. */
const MOST = 100;

/** Puts an action together: after which runs, what is done, and with what. */
export function ActionForm(props: ActionFormProps) {
  const { project, operationId, actions, value, onChange, onAdd, onClear, forgotten, onNewEmail } = props;
  const isEmail = value.kind === 'send-email';
  const choices = useMemo(
    () => (isEmail ? emailsToSend(project) : operationsToRun(project, operationId)),
    [project, operationId, isEmail],
  );
  const taken = isTaken(actions, value)
    ? `${CONDITION_LABEL[value.condition]}, there is an action ${DEED_LABEL[value.kind]} already. Remove it to have another.`
    : null;
  const isChosen = value.targetId !== '';
  const problem = isChosen ? actionProblem(project, operationId, actionOf(value)) : null;
  const notAdded = isChosen && forgotten ? 'It was not added yet. Add the action, or clear it.' : null;
  const what = isEmail ? 'E-mail' : 'Operation';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as the other groups of the screen
    <div className={styles.form} role="group" aria-label="New action" data-add>
      <div className={styles.fields}>
        <Select
          label="Condition"
          value={value.condition}
          choices={CONDITIONS}
          onChange={(chosen) => {
            const condition = ActionCondition.safeParse(chosen).data;
            if (condition) onChange({ ...value, condition });
          }}
        />
        <Select
          label="Action"
          value={value.kind}
          choices={KINDS}
          onChange={(chosen) => {
            const kind = DeedKind.safeParse(chosen).data;
            if (kind && kind !== value.kind) onChange({ ...value, kind, targetId: '' });
          }}
        />
        <Combobox
          key={value.kind}
          label={what}
          placeholder={choices.length === 0 ? `No ${isEmail ? 'e-mail' : 'other operation'} yet` : 'Search…'}
          most={MOST}
          value={value.targetId}
          choices={choices}
          error={taken ?? problem ?? notAdded}
          onChange={(targetId) => onChange({ ...value, targetId })}
        />
      </div>
      <div className={styles.buttons}>
        <Button
          icon={<Plus size={14} aria-hidden="true" />}
          disabledReason={
            taken ?? problem ?? (isChosen ? null : `Choose ${isEmail ? 'an e-mail' : 'an operation'} first.`)
          }
          onClick={onAdd}
        >
          Add action
        </Button>
        {isChosen && (
          <Button variant="ghost" onClick={onClear}>
            Clear
          </Button>
        )}
        {isEmail && (
          <Button variant="ghost" onClick={onNewEmail}>
            New e-mail
          </Button>
        )}
      </div>
    </div>
  );
}
