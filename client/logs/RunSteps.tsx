import { Download } from 'lucide-react';
import { routes } from '../../shared/api/routes.ts';
import type { Run, StepProgress } from '../../shared/runs/run.ts';
import { routeUrl } from '../api/route-url.ts';
import { useDesigner } from '../state/designer.ts';
import { formatBytes, formatCount, formatDuration, formatRate } from '../ui/format.ts';
import { Progress } from '../ui/Progress.tsx';
import { durationOf, meanRate, shareDone } from './figures.ts';
import styles from './RunSteps.module.css';
import { STEP_TONES, STEP_WORDS } from './run-tone.ts';
import { StateDot } from './StateDot.tsx';
import { stepName } from './step-name.ts';

/** The steps of a run with their figures. */
export function RunSteps({ run, now }: { run: Run; now: number }) {
  const project = useDesigner((state) => state.project);
  return (
    <table className={styles.steps}>
      <caption className="visually-hidden">Steps</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" className={styles.figure}>
            Objects
          </th>
          <th scope="col" className={styles.figure}>
            Bytes, rate
          </th>
          <th scope="col" className={styles.figure}>
            Duration
          </th>
        </tr>
      </thead>
      <tbody>
        {run.steps.map((step, index) => (
          <StepRow
            key={step.stepId}
            step={step}
            name={stepName(project, run.operationId, step.stepId, index)}
            run={run}
            now={now}
          />
        ))}
      </tbody>
    </table>
  );
}

interface StepRowProps {
  step: StepProgress;
  name: string;
  run: Run;
  now: number;
}

function StepRow({ step, name, run, now }: StepRowProps) {
  const rate = meanRate(step, now);
  const duration = durationOf(step, now);
  const share = shareDone(step);
  const params = { projectId: run.projectId, runId: run.id, stepId: step.stepId };
  return (
    <tr>
      <th scope="row">
        {name}
        <StateDot tone={STEP_TONES[step.state]} text={STEP_WORDS[step.state]} />
        {step.state === 'running' && share !== null && <Progress label={`Progress of ${name}`} value={share} />}
        {step.hasOutput && (
          <a className={styles.download} href={routeUrl(routes.getOutput, params, {})} download>
            <Download size={13} aria-hidden="true" />
            Download response
          </a>
        )}
      </th>
      <td className={styles.figure}>{amount(step.objects, step.totalObjects, formatCount)}</td>
      <td className={styles.figure}>
        {amount(step.bytes, step.totalBytes, formatBytes)}
        {rate !== null && <span className={styles.rate}>{formatRate(rate)}</span>}
      </td>
      <td className={styles.figure}>{duration === null ? '' : formatDuration(duration)}</td>
    </tr>
  );
}

/** `3`, or `3 of 12` while the total is known and not reached. */
function amount(done: number, total: number | undefined, format: (value: number) => string): string {
  return total === undefined || total <= done ? format(done) : `${format(done)} of ${format(total)}`;
}
