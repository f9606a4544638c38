import { CirclePause, CirclePlay } from 'lucide-react';
import { useId } from 'react';
import type { Id } from '../../shared/project/id.ts';
import type { Schedule } from '../../shared/project/schedule.ts';
import type { ScheduleOutcome, ScheduleState } from '../../shared/schedules/state.ts';
import { describeRecurrence } from '../schedule/describe-recurrence.ts';
import { momentIn } from '../schedule/time-zones.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { ReadOnly } from '../ui/read-only.ts';
import styles from './DeployedSchedule.module.css';
import { useDeployedSchedule } from './use-deployed-schedule.ts';

interface DeployedScheduleProps {
  projectId: Id;
  operationId: Id;
  /** The schedule of the design, as far as it has one. */
  chosen: Schedule | null;
}

const OUTCOMES: Readonly<Record<ScheduleOutcome, string>> = {
  run: 'a run was started',
  skipped: 'skipped, as another run was going',
  missed: 'missed, as no server was there',
  deleted: 'the operation was deleted',
  failed: 'the run could not be started',
};

/** The schedule that acts now: that of the last deploy. It is switched on and off at once, without a deploy. */
export function DeployedSchedule({ projectId, operationId, chosen }: DeployedScheduleProps) {
  const id = useId();
  const refusal = useWhyNotAllowed('execute');
  const { view, enable } = useDeployedSchedule(projectId, operationId);
  if (view.kind === 'loading') return null;
  return (
    <section className={styles.box} aria-labelledby={id}>
      <h2 className={styles.title} id={id}>
        Deployed
      </h2>
      {view.kind === 'failed' && <p role="alert">{view.message}</p>}
      {view.kind === 'none' && (
        <p className={styles.note}>
          {chosen ? 'Not deployed with a schedule yet: it does not run by itself.' : 'It does not run by itself.'}
        </p>
      )}
      {view.kind === 'there' && (
        <div className={styles.state}>
          <div>
            <p>
              <span className={styles.name}>{view.state.scheduleName}</span> {describeRecurrence(view.state.recurrence)}
            </p>
            <p className={styles.note}>{nowText(view.state)}</p>
            {lastText(view.state) && <p className={styles.note}>{lastText(view.state)}</p>}
          </div>
          {/* It is no part of the design: who may run may switch it. */}
          <ReadOnly.Provider value={refusal}>
            <Button
              busy={view.busy}
              icon={
                view.state.enabled ? (
                  <CirclePause size={14} aria-hidden="true" />
                ) : (
                  <CirclePlay size={14} aria-hidden="true" />
                )
              }
              title="At once, without a deploy."
              onClick={() => void enable(!view.state.enabled)}
            >
              {view.state.enabled ? 'Disable schedule' : 'Enable schedule'}
            </Button>
          </ReadOnly.Provider>
        </div>
      )}
    </section>
  );
}

function nowText({ enabled, nextTimes, recurrence }: ScheduleState): string {
  if (!enabled) return 'Disabled: it does not run by itself until it is enabled.';
  const [next] = nextTimes;
  return next === undefined
    ? 'Enabled. It has ended.'
    : `Enabled. Next: ${momentIn(new Date(next), recurrence.timeZone)}.`;
}

function lastText({ last, recurrence }: ScheduleState): string | null {
  if (!last) return null;
  return `Last: ${momentIn(new Date(last.at), recurrence.timeZone)}, ${OUTCOMES[last.outcome]}.`;
}
