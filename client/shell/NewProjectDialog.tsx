import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { freeName, nameProblem } from '../../shared/project/name.ts';
import { useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './NewProjectDialog.module.css';
import { useCreateProject } from './use-projects.ts';

interface NewProjectDialogProps {
  open: boolean;
  /** The names there are already. */
  names: readonly string[];
  onClose(): void;
}

/** Asks for a name and makes an empty project, which opens. */
export function NewProjectDialog({ open, names, onClose }: NewProjectDialogProps) {
  const form = useId();
  const create = useCreateProject();
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title="New project"
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={create.isPending}>
            Create project
          </Button>
        </>
      }
    >
      <NameForm id={form} suggestion={freeName('New Project', names)} create={create} />
    </Dialog>
  );
}

interface NameFormProps {
  id: string;
  suggestion: string;
  create: ReturnType<typeof useCreateProject>;
}

function NameForm({ id, suggestion, create }: NameFormProps) {
  const [name, setName] = useState(suggestion);
  const [touched, setTouched] = useState(false);
  const environments = useDesigner(({ me }) => me?.environments) ?? [];
  const writable = environments.filter(({ level }) => level === 'write');
  const [environmentId, setEnvironmentId] = useState((writable.find((one) => one.isDefault) ?? writable[0])?.id);
  const [, navigate] = useLocation();
  const problem = nameProblem(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (!problem)
      create.mutate(
        { name, ...(environmentId ? { environmentId } : {}) },
        { onSuccess: (project) => navigate(`/projects/${project.id}`) },
      );
  };
  return (
    <form id={id} className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label="Project name"
        value={name}
        required
        inputRef={selectAll}
        error={(touched && problem) || create.error?.message}
        onChange={(next) => {
          setName(next);
          setTouched(true);
        }}
      />
      {writable.length > 1 && environmentId !== undefined && (
        <Select
          label="Environment"
          hint="Where it runs, and who may do what with it."
          value={environmentId}
          choices={writable.map((one) => ({ value: one.id, label: one.name }))}
          onChange={setEnvironmentId}
        />
      )}
    </form>
  );
}

/** Typing replaces the suggestion. */
function selectAll(input: HTMLInputElement | null): void {
  input?.select();
}
