import { CircleStop, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { plansIn } from './figures.ts';
import { Moment } from './Moment.tsx';
import styles from './RunDetail.module.css';
import { RunDownloads } from './RunDownloads.tsx';
import { RunMessages } from './RunMessages.tsx';
import { RunSteps } from './RunSteps.tsx';
import { runAgain } from './run-again.ts';
import { StartedWith } from './StartedWith.tsx';
import { ThroughputChart } from './ThroughputChart.tsx';
import { useRunGlobals } from './use-run-globals.ts';
import { WhyWaiting } from './WhyWaiting.tsx';

/** What one run did and said, and what can be done with it. */
export function RunDetail({ run, now }: { run: Run; now: number }) {
  const refusal = useWhyNotAllowed('execute');
  const exists = useDesigner((state) => state.project?.operations[run.operationId] !== undefined);
  const messages = useDesigner((state) => state.messages[run.id]);
  const plans = plansIn(messages ?? []);
  const ended = hasEnded(run.state);
  const startedWith = useRunGlobals(run);
  return (
    <section className={styles.detail} aria-label={`Run of ${run.operationName}`}>
      <div className={styles.head}>
        <dl className={styles.facts}>
          <Fact name="Submitted">
            <Moment at={run.submittedAt} />
          </Fact>
          {run.endedAt && (
            <Fact name="Ended">
              <Moment at={run.endedAt} />
            </Fact>
          )}
          <Fact name="Agent">{run.agentName ?? 'none yet'}</Fact>
          {run.attempt > 1 && <Fact name="Taken up">{run.attempt} times</Fact>}
          {run.parentRunId !== null && (
            <Fact name="Started by run">
              <button type="button" className={styles.parent} onClick={() => openParent(run.parentRunId)}>
                <code>{run.parentRunId}</code>
              </button>
            </Fact>
          )}
          {run.isOrphan && <Fact name="Started by">an action of a run that is no longer kept</Fact>}
          {startedWith && <StartedWith {...startedWith} />}
          <Fact name="Run">
            <code>{run.id}</code>
          </Fact>
        </dl>
        <div className={styles.actions}>
          <ThroughputChart run={run} />
          {!ended && (
            <Button
              size="small"
              icon={<CircleStop size={14} aria-hidden="true" />}
              disabledReason={refusal ?? (run.state === 'Cancel requested' ? 'It is being canceled already.' : null)}
              onClick={() => void designer.getState().cancelRun(run.id)}
            >
              Cancel
            </Button>
          )}
          {ended && (
            <Button
              size="small"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              disabledReason={refusal ?? (exists ? null : 'The operation is no longer in the project.')}
              onClick={() => void runAgain(run, startedWith)}
            >
              Run again
            </Button>
          )}
        </div>
      </div>
      {run.state === 'Submitted' && <WhyWaiting />}
      {plans.length > 0 && (
        <dl className={styles.facts}>
          <Fact name="Plan">{plans.join(' ')}</Fact>
        </dl>
      )}
      <RunDownloads run={run} />
      <div className={styles.columns}>
        <RunSteps run={run} now={now} />
        <RunMessages runId={run.id} ended={ended} />
      </div>
    </section>
  );
}

/** Opens the run whose action started this one, among all runs. */
function openParent(runId: Run['parentRunId']): void {
  designer.getState().openLogs({ operationId: null, runId });
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
