import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import type { Draft } from '../descriptor-form/draft.ts';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './TestResult.module.css';
import type { TestState } from './use-test.ts';
import { versionInWords } from './version-in-words.ts';

/** How the test is going or went: the answer, what to do about it, and what each agent used. */
export function TestResult({ state, draft }: { state: TestState; draft: Draft }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.kind !== 'idle') panel.current?.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <div ref={panel} role="status" aria-label="Test result">
      {state.kind === 'testing' && (
        <div className={styles.panel} data-tone="running">
          <Spinner size={18} />
          <div className={styles.text}>
            <p className={styles.name}>Testing the connection…</p>
            <p>
              The agents of this environment see to their connector; one of them tries it with what is on the screen.
            </p>
          </div>
        </div>
      )}
      {(state.kind === 'answered' || state.kind === 'failed') && <Answer state={state} outdated={state.of !== draft} />}
    </div>
  );
}

type Answered = Extract<TestState, { kind: 'answered' | 'failed' }>;

function Answer({ state, outdated }: { state: Answered; outdated: boolean }) {
  const { ok, name, message, todo } = wordsOf(state);
  const Icon = ok ? CircleCheck : CircleX;
  return (
    <div className={styles.panel} data-tone={ok ? 'success' : 'error'}>
      <Icon size={18} aria-hidden="true" className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.name}>{name}</p>
        <p>{message}</p>
        {todo !== '' && <p className={styles.todo}>{todo}</p>}
        {state.kind === 'answered' && <Agents agents={state.reply.agents} />}
        {outdated && <p className={styles.muted}>The screen has changed since this test.</p>}
      </div>
    </div>
  );
}

function wordsOf(state: Answered): { ok: boolean; name: string; message: string; todo: string } {
  if (state.kind === 'failed') return { ok: false, name: 'The test could not be done', ...pick(state) };
  const { result } = state.reply;
  return result.ok
    ? { ok: true, name: 'Connection Success', message: withoutTitle(result.message), todo: result.hint ?? '' }
    : { ok: false, name: result.name, ...pick(result) };
}

function pick({ message, todo }: { message: string; todo: string }) {
  return { message, todo };
}

/** The connector's message may begin with the words that stand above it. */
function withoutTitle(message: string): string {
  return message.replace(/^Connection Success[\s:.,—–-]*/, '');
}

/** Which version each agent of the group has now; the one that tried is among them. */
function Agents({ agents }: { agents: TestReply['agents'] }) {
  if (agents.length === 0) return null;
  return (
    <ul className={styles.agents} aria-label="Agents">
      {agents.map((agent) => (
        <li key={agent.name} data-problem={agent.problem !== undefined || undefined}>
          {agent.problem !== undefined && <TriangleAlert size={14} aria-hidden="true" className={styles.alert} />}
          <span>
            <strong>{agent.name}</strong>: {versionInWords(agent)}
          </span>
        </li>
      ))}
    </ul>
  );
}
