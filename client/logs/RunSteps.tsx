import { Download, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { routes } from '../../shared/api/routes.ts';
import { WAY_WORDS } from '../../shared/runs/plan.ts';
import type { Run, StepProgress } from '../../shared/runs/run.ts';
import { throughAgent } from '../../shared/runs/through-agent.ts';
import { DownloadLink } from '../access/DownloadLink.tsx';
import { routeUrl } from '../api/route-url.ts';
import { useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { formatBytes, formatCount, formatDuration, formatRate, formatTimeLeft } from '../ui/format.ts';
import { LoadedOverlay } from '../ui/LoadedOverlay.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { Progress } from '../ui/Progress.tsx';
import { doneOf, durationOf, meanRate, shareDone } from './figures.ts';
import styles from './RunSteps.module.css';
import { STEP_TONES, STEP_WORDS } from './run-tone.ts';
import { StateDot } from './StateDot.tsx';
import { stepName } from './step-name.ts';

const StepDebugDialog = lazyPart(() => import('./debug/StepDebugDialog.tsx'));

/** The steps of a run with their figures. */
export function RunSteps({ run, now }: { run: Run; now: number }) {
  const project = useDesigner((state) => state.project);
  const [looked, setLooked] = useState<number | null>(null);
  const isDesignHidden = useWhyNotAllowed('read') !== null;
  const nameAt = (index: number) =>
    isDesignHidden ? `Step ${index + 1}` : stepName(project, run.operationId, run.steps[index]?.stepId ?? '', index);
  return (
    <>
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
              name={nameAt(index)}
              run={run}
              now={now}
              onLook={() => setLooked(index)}
            />
          ))}
        </tbody>
      </table>
      {looked !== null && (
        <LoadedOverlay open onEscape={() => setLooked(null)}>
          <StepDebugDialog
            run={run}
            index={looked}
            name={nameAt(looked)}
            nameBefore={looked > 0 ? nameAt(looked - 1) : null}
            onClose={() => setLooked(null)}
          />
        </LoadedOverlay>
      )}
    </>
  );
}

interface StepRowProps {
  step: StepProgress;
  name: string;
  run: Run;
  now: number;
  onLook: () => void;
}

function StepRow({ step, name, run, now, onLook }: StepRowProps) {
  const rate = meanRate(step, now);
  const duration = durationOf(step, now);
  const share = shareDone(step);
  const passed = throughAgent(step);
  const mayLook = useWhyNotAllowed('read') === null;
  const left = useDesigner((state) => state.timesLeft[run.id] ?? null);
  const isMeasured = run.steps.findLast(({ totalBytes }) => totalBytes !== undefined) === step;
  const params = { projectId: run.projectId, runId: run.id, stepId: step.stepId };
  return (
    <tr>
      <th scope="row">
        {name}
        <StateDot tone={STEP_TONES[step.state]} text={STEP_WORDS[step.state]} />
        {step.plan && (
          <span className={styles.way} title={step.plan.reason}>
            {WAY_WORDS[step.plan.way]}
          </span>
        )}
        {step.state === 'running' && share !== null && <Progress label={`Progress of ${name}`} value={share} />}
        {mayLook && step.hasOutput && (
          <DownloadLink className={styles.download} href={routeUrl(routes.getOutput, params, {})}>
            <Download size={13} aria-hidden="true" />
            Download response
          </DownloadLink>
        )}
        {mayLook && step.hasDebug && (
          <button type="button" className={styles.look} aria-label={`Input and output of ${name}`} onClick={onLook}>
            <ScanSearch size={13} aria-hidden="true" />
            Input and output
          </button>
        )}
      </th>
      <td className={styles.figure}>
        {step.listing
          ? `${formatCount(doneOf(step))} of ${formatCount(step.totalObjects ?? 0)} so far`
          : amount(doneOf(step), step.totalObjects, formatCount)}
        {(step.skipped ?? 0) > 0 && <span className={styles.rate}>{formatCount(step.skipped ?? 0)} skipped</span>}
        {(step.failed ?? 0) > 0 && <span className={styles.rate}>{formatCount(step.failed ?? 0)} failed</span>}
      </td>
      <td className={styles.figure}>
        {step.listing === undefined ? amount(step.bytes, step.totalBytes, formatBytes) : formatBytes(step.bytes)}
        {rate !== null && <span className={styles.rate}>{formatRate(rate)}</span>}
        {passed !== undefined && <span className={styles.passed}>{formatBytes(passed)} through the agent</span>}
      </td>
      <td className={styles.figure}>
        {duration === null ? '' : formatDuration(duration)}
        {isMeasured && left !== null && <span className={styles.rate}>{formatTimeLeft(left)}</span>}
      </td>
    </tr>
  );
}

/** `3`, or `3 of 12` while the total is known and not reached. */
function amount(done: number, total: number | undefined, format: (value: number) => string): string {
  return total === undefined || total <= done ? format(done) : `${format(done)} of ${format(total)}`;
}
