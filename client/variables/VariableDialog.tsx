import { type FormEvent, useId, useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { CommandDialog } from '../state/dialogs-slice.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ReadOnly } from '../ui/read-only.ts';
import { TextField } from '../ui/TextField.tsx';
import { type StoredValue, useValue } from './use-value.ts';
import styles from './VariableDialog.module.css';
import { draftOfVariable, namingProblem, type VariableDraft, variableEdit, variableOf } from './variable-draft.ts';

type Opened = Extract<CommandDialog, { kind: 'variable' }>;

/** A project variable: what the design knows of it, and its value, which belongs to the environment. */
export function VariableDialog({ dialog }: { dialog: Opened }) {
  const project = useDesigner((state) => state.project);
  return project && <VariableForm key={dialog.variableId ?? dialog.name} project={project} dialog={dialog} />;
}

function VariableForm({ project, dialog }: { project: Project; dialog: Opened }) {
  const environment = useDesigner((state) => state.environment);
  const close = useDesigner((state) => state.closeDialog);
  const form = useId();
  const refusal = useWhyNotAllowed('write');
  const variable = dialog.variableId === null ? null : (project.variables[dialog.variableId] ?? null);
  const [id] = useState(() => dialog.variableId ?? newId('var'));
  const [draft, setDraft] = useState<VariableDraft>(() => draftOfVariable(variable, dialog.name));
  const [typedValue, setTypedValue] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const [touched, setTouched] = useState(false);
  const [saving, setSaving] = useState(false);
  const stored = useValue(project.id, dialog.variableId);
  const name = draft.name.trim();
  const problem = namingProblem(project, id, name);
  const change = (part: Partial<VariableDraft>) => setDraft((before) => ({ ...before, ...part }));

  const save = async () => {
    setTouched(true);
    if (refusal !== null || problem !== null || saving) return;
    const now = designer.getState().project ?? project;
    const { label, edit } = variableEdit(now, variableOf(id, { ...draft, name }));
    const value = removing ? null : valueToStore(stored, typedValue, draft.hidden && !variable?.hidden);
    setSaving(true);
    try {
      // The value goes first: a variable that was just made must not run without the value that was typed for it.
      if (value !== undefined)
        await call(routes.setVariableValue, {
          params: { projectId: project.id, variableId: id },
          body: { value, hidden: draft.hidden },
        });
      if (!designer.getState().edit(label, edit)) return;
      designer.getState().announce(`${label}: done.`);
      close();
      dialog.created?.(name);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      designer.getState().notify({ tone: 'error', title: 'The value was not saved', text: error.message });
    } finally {
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <Dialog
      open
      onClose={close}
      size="medium"
      title={variable ? variable.name : 'New project variable'}
      description={
        <>
          Used in fields as <code className={styles.code}>[{name === '' ? 'name' : name}]</code>.
        </>
      }
      actions={
        <>
          <Button onClick={close}>{variable ? 'Discard Changes' : 'Cancel'}</Button>
          <Button variant="primary" type="submit" form={form} busy={saving} disabledReason={refusal}>
            {variable ? 'Save Changes' : 'Create'}
          </Button>
        </>
      }
    >
      <ReadOnly.Provider value={refusal}>
        <form id={form} className={styles.form} onSubmit={submit} noValidate>
          <TextField
            label="Name"
            required
            autoFocus
            value={draft.name}
            error={touched || draft.name !== '' ? problem : null}
            onChange={(text) => change({ name: text })}
            onBlur={() => setTouched(draft.name !== '')}
          />
          <TextField
            label="Value"
            type={draft.hidden ? 'password' : 'text'}
            autoComplete={draft.hidden ? 'new-password' : 'off'}
            placeholder={removing ? 'Removed when you save' : placeholderOf(stored)}
            disabled={stored.kind === 'loading'}
            hint={`In the environment ${environment?.name ?? ''}. The next run has it, without a new deployment.`}
            error={stored.kind === 'failed' ? stored.message : null}
            value={typedValue ?? (stored.kind === 'shown' ? (stored.value ?? '') : '')}
            onChange={(text) => {
              setTypedValue(text);
              setRemoving(false);
            }}
            trailing={
              stored.kind === 'hidden' &&
              typedValue === null && (
                <Button
                  size="small"
                  variant="ghost"
                  aria-label={removing ? 'Keep the value' : 'Remove the value'}
                  onClick={() => setRemoving(!removing)}
                >
                  {removing ? 'Keep' : 'Remove'}
                </Button>
              )
            }
          />
          <TextField
            label="Default value"
            disabled={draft.hidden}
            hint={
              draft.hidden
                ? 'A hidden variable has none: the design is no place for secrets.'
                : 'Used where the environment has no value.'
            }
            value={draft.hidden ? '' : draft.defaultValue}
            onChange={(text) => change({ defaultValue: text })}
          />
          <Checkbox
            label="Required"
            hint="It must have a value: a default in a field does not stand in for it."
            checked={draft.required}
            onChange={(required) => change({ required })}
          />
          <Checkbox
            label="Hide value"
            hint="It is stored encrypted, shown as dots, and never sent back."
            checked={draft.hidden}
            onChange={(hidden) => change({ hidden })}
          />
          <TextField
            label="Description"
            value={draft.description}
            maxLength={2000}
            onChange={(description) => change({ description })}
          />
        </form>
      </ReadOnly.Provider>
    </Dialog>
  );
}

/** The value to send; undefined when it stays as it is. One that is hidden from now on is sent again, to be kept as hidden. */
function valueToStore(stored: StoredValue, typed: string | null, hiddenNow: boolean): string | null | undefined {
  const before = stored.kind === 'shown' ? stored.value : null;
  if (typed === null) return hiddenNow && before !== null ? before : undefined;
  // An empty box means that there is none; over a hidden value it means that nothing was typed.
  if (typed === '') return stored.kind === 'shown' && before !== null ? null : undefined;
  return typed;
}

function placeholderOf(stored: StoredValue): string | undefined {
  if (stored.kind === 'hidden') return '•••••• Type to replace';
  return stored.kind === 'loading' ? 'Loading…' : 'No value';
}
