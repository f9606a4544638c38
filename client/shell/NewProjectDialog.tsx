import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { freeName, nameProblem } from '../../shared/project/name.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
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
  const [, navigate] = useLocation();
  const problem = nameProblem(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (!problem) create.mutate(name, { onSuccess: (project) => navigate(`/projects/${project.id}`) });
  };
  return (
    <form id={id} onSubmit={submit} noValidate>
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
    </form>
  );
}

/** Typing replaces the suggestion. */
function selectAll(input: HTMLInputElement | null): void {
  input?.select();
}
