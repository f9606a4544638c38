import { CircleCheck, CircleX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import styles from '../connection/TestResult.module.css';
import type { Draft } from '../descriptor-form/draft.ts';
import { Spinner } from '../ui/Spinner.tsx';
import type { SendTest } from './use-send-test.ts';

/** How sending the test e-mail is going or went, and what to do about it. */
export function SendTestResult({ state, draft }: { state: SendTest; draft: Draft }) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.kind !== 'idle') panel.current?.firstElementChild?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <div ref={panel} role="status" aria-label="Test e-mail">
      {state.kind === 'sending' && (
        <div className={styles.panel} data-tone="running">
          <Spinner size={18} />
          <div className={styles.text}>
            <p className={styles.name}>Sending the test e-mail…</p>
            <p>An agent of this environment sends it as it is on the screen.</p>
          </div>
        </div>
      )}
      {state.kind === 'answered' && <Answer result={state.result} outdated={state.of !== draft} />}
    </div>
  );
}

type Result = Extract<SendTest, { kind: 'answered' }>['result'];

function Answer({ result, outdated }: { result: Result; outdated: boolean }) {
  const Icon = result.ok ? CircleCheck : CircleX;
  return (
    <div className={styles.panel} data-tone={result.ok ? 'success' : 'error'}>
      <Icon size={18} aria-hidden="true" className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.name}>{result.ok ? 'Test e-mail sent' : result.name}</p>
        <p>{result.message}</p>
        {!result.ok && result.todo !== '' && <p className={styles.todo}>{result.todo}</p>}
        {outdated && <p className={styles.muted}>The screen has changed since this test.</p>}
      </div>
    </div>
  );
}
