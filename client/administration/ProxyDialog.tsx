import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { AgentDetail } from '../../shared/api/administration.ts';
import type { AgentProxyDetail } from '../../shared/api/agent-proxy.ts';
import { routes } from '../../shared/api/routes.ts';
import type { ProxyProblem } from '../../shared/proxy/proxy-problems.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { designer } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Administration.module.css';
import { draftOf, inputOf, type ProxyFormDraft, problemsOf, refusedField } from './proxy-draft.ts';
import { useChange } from './use-administration.ts';
import { Waiting } from './Waiting.tsx';

interface ProxyDialogProps {
  agent: AgentDetail;
  onClose(): void;
}

/** **Proxy settings…** of an agent. */
export function ProxyDialog({ agent, onClose }: ProxyDialogProps) {
  const params = { agentId: agent.id };
  const { data, error, refetch } = useQuery(
    {
      queryKey: ['agent-proxy', agent.id],
      queryFn: ({ signal }) => call(routes.getAgentProxy, { params }, { signal }),
      // What is typed stays; another opening shows what is set by then.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    },
    queryClient,
  );
  if (data) return <ProxyForm agent={agent} proxy={data.proxy} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={titleOf(agent)} actions={<Button onClick={onClose}>Cancel</Button>}>
      <Waiting what="proxy settings" error={error} again={() => void refetch()} />
    </Dialog>
  );
}

const titleOf = ({ name }: AgentDetail) => `Proxy settings of ${name}`;

function ProxyForm({ agent, proxy, onClose }: ProxyDialogProps & { proxy: AgentProxyDetail | null }) {
  const form = useId();
  const params = { agentId: agent.id };
  const change = useChange();
  const [isConfirming, setConfirming] = useState(false);
  const [draft, setDraft] = useState(() => draftOf(proxy));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const problems = problemsOf(draft, proxy);
  const refused = refusedField(change.error);
  const errorOf = (field: ProxyProblem['field']) =>
    (touched.has(field) && problems.find((problem) => problem.field === field)?.message) ||
    (refused === field ? change.error?.message : undefined);
  const set = (field: keyof ProxyFormDraft) => (value: string) => {
    setDraft({ ...draft, [field]: value });
    change.reset();
  };
  const touch = (field: keyof ProxyFormDraft) => () => setTouched(new Set([...touched, field]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(new Set(Object.keys(draft)));
    if (problems.length > 0) return;
    change.mutate(() => call(routes.setAgentProxy, { params, body: inputOf(draft) }), { onSuccess: onClose });
  };
  const remove = () => {
    setConfirming(false);
    change.mutate(() => call(routes.removeAgentProxy, { params }), {
      onSuccess: () => {
        designer.getState().notify({ tone: 'success', title: `${agent.name} has no proxy any more` });
        onClose();
      },
    });
  };
  if (isConfirming)
    return (
      <ConfirmDialog
        open
        title={`Remove the proxy of ${agent.name}?`}
        description="Its password is forgotten, and connections with Use Proxy Settings end with an error on this agent from then on."
        confirmLabel="Remove proxy"
        danger
        onCancel={() => setConfirming(false)}
        onConfirm={remove}
      />
    );
  return (
    <Dialog
      open
      onClose={onClose}
      size="medium"
      title={titleOf(agent)}
      description="Connections with Use Proxy Settings go through this HTTP proxy when this agent runs them, and nothing else does. The agent takes a change up at once."
      actions={
        <>
          {proxy && <Button onClick={() => setConfirming(true)}>Remove proxy…</Button>}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={change.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.hostAndPort}>
          <TextField
            label="Host"
            required
            placeholder="proxy.example.com"
            maxLength={300}
            value={draft.host}
            error={errorOf('host')}
            onChange={set('host')}
            onBlur={touch('host')}
          />
          <TextField
            label="Port"
            required
            placeholder="3128"
            maxLength={5}
            value={draft.port}
            error={errorOf('port')}
            onChange={set('port')}
            onBlur={touch('port')}
          />
        </div>
        <TextField
          label="User name"
          hint="Only if the proxy asks for one."
          maxLength={600}
          value={draft.userName}
          error={errorOf('userName')}
          onChange={set('userName')}
          onBlur={touch('userName')}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          placeholder={proxy?.hasPassword ? 'Stored. Type to replace' : undefined}
          hint="It is encrypted, told to this agent alone, and never shown again."
          maxLength={600}
          value={draft.password}
          error={errorOf('password')}
          onChange={set('password')}
          onBlur={touch('password')}
        />
        <TextArea
          label="No proxy for"
          hint="What is reached without the proxy, apart by commas or lines: a name with all below it, .name for what is below alone, an IP address, a network such as 10.0.0.0/8; a port may follow, as in storage.example.com:9000. * stands for everything."
          value={draft.noProxy}
          error={errorOf('noProxy')}
          onChange={(value) => {
            set('noProxy')(value);
            touch('noProxy')();
          }}
        />
        {change.error && !refused && (
          <p role="alert" className={styles.error}>
            {change.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
