import { CircleStop, Download, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { routeUrl } from '../api/route-url.ts';
import { run as runCommand } from '../commands/run.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { Button } from '../ui/Button.tsx';
import { Moment } from './Moment.tsx';
import styles from './RunDetail.module.css';
import { RunMessages } from './RunMessages.tsx';
import { RunSteps } from './RunSteps.tsx';
import { ThroughputChart } from './ThroughputChart.tsx';

/** What one run did and said, and what can be done with it. */
export function RunDetail({ run, now }: { run: Run; now: number }) {
  const exists = useDesigner((state) => state.project?.operations[run.operationId] !== undefined);
  const ended = hasEnded(run.state);
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
          <Fact name="Run">
            <code>{run.id}</code>
          </Fact>
        </dl>
        <div className={styles.actions}>
          <ThroughputChart run={run} />
          <a className={styles.download} href={logUrl(run, 'text')} download>
            <Download size={14} aria-hidden="true" />
            Log as text
          </a>
          <a className={styles.download} href={logUrl(run, 'jsonl')} download>
            Log as JSON Lines
          </a>
          {!ended && (
            <Button
              size="small"
              icon={<CircleStop size={14} aria-hidden="true" />}
              disabledReason={run.state === 'Cancel requested' ? 'It is being canceled already.' : null}
              onClick={() => void designer.getState().cancelRun(run.id)}
            >
              Cancel
            </Button>
          )}
          {ended && (
            <Button
              size="small"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              disabledReason={exists ? null : 'The operation is no longer in the project.'}
              onClick={() => void runAgain(run)}
            >
              Run again
            </Button>
          )}
        </div>
      </div>
      <div className={styles.columns}>
        <RunSteps run={run} now={now} />
        <RunMessages runId={run.id} ended={ended} />
      </div>
    </section>
  );
}

function logUrl(run: Run, format: 'text' | 'jsonl'): string {
  return routeUrl(routes.downloadLog, { projectId: run.projectId, runId: run.id }, { format });
}

/** Opens the run whose action started this one, among all runs. */
function openParent(runId: Run['parentRunId']): void {
  designer.getState().openLogs({ operationId: null, runId });
}

/** Runs the operation once more, and opens the new run where this one is open. */
async function runAgain(run: Run): Promise<void> {
  await runCommand.run({ kind: 'operation', id: run.operationId, place: 'canvas' }, designer.getState());
  const { lastRun, logsFocus, openLogs } = designer.getState();
  if (logsFocus.runId === run.id) openLogs({ ...logsFocus, runId: lastRun[run.operationId] ?? run.id });
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
