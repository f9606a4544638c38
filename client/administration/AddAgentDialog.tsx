import { type FormEvent, useId, useState } from 'react';
import type { AgentGroupDetail, Registration } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatTime } from '../ui/format.ts';
import { TextField } from '../ui/TextField.tsx';
import styles from './Administration.module.css';
import { agentCommands } from './agent-commands.ts';
import { CommandText } from './CommandText.tsx';
import { useChange } from './use-administration.ts';

/** **Add agent**: asks for its name, then shows what to run on its machine. */
export function AddAgentDialog({ group, onClose }: { group: AgentGroupDetail; onClose(): void }) {
  const form = useId();
  const change = useChange();
  const [name, setName] = useState('');
  const [isTouched, setTouched] = useState(false);
  const [registration, setRegistration] = useState<Registration | null>(null);
  const missing = name.trim() === '' ? 'Enter a name, such as that of the machine.' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (missing) return;
    change.mutate(async () => {
      const input = { params: { agentGroupId: group.id }, body: { name: name.trim() } };
      setRegistration(await call(routes.addAgent, input));
    });
  };
  if (registration)
    return (
      <Dialog
        open
        onClose={onClose}
        size="medium"
        title={`Start ${name.trim()}`}
        description={`Run one of these on its machine, once, before ${formatTime(registration.expiresAt)}. The token is shown this once, and is good for one agent. The machine must reach this server; nothing has to reach the machine.`}
        actions={
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className={styles.form}>
          {agentCommands(location.origin, registration.token, registration.version).map((command) => (
            <CommandText key={command.title} {...command} />
          ))}
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add agent"
      description={`An agent of the group ${group.name} runs on a machine of yours, and takes its work from here.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            Show command
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <TextField
          label="Agent name"
          required
          maxLength={128}
          value={name}
          error={(isTouched && missing) || change.error?.message}
          onChange={(next) => {
            setName(next);
            setTouched(true);
          }}
        />
      </form>
    </Dialog>
  );
}
