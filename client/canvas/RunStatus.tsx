import type { Id } from '../../shared/project/id.ts';
import { hasEnded } from '../../shared/runs/run.ts';
import { useDesigner } from '../state/designer.ts';
import { whyWaiting } from '../state/why-waiting.ts';
import { classes } from '../ui/classes.ts';
import { formatExactTime } from '../ui/format.ts';
import styles from './RunStatus.module.css';
import { toneOf } from './run-view.ts';
import { runWords } from './run-words.ts';

interface RunStatusProps {
  operationId: Id;
  /** Whether no connector shows how many objects are done. */
  alone?: boolean;
}

/** The state of an operation's last run: dot and text, the time on hover; a click opens the log. */
export function RunStatus({ operationId, alone = false }: RunStatusProps) {
  const runId = useDesigner((state) => state.lastRun[operationId] ?? '');
  const state = useDesigner(({ runs }) => runs[runId]?.state ?? null);
  const time = useDesigner(({ runs }) => runs[runId]?.endedAt ?? runs[runId]?.startedAt ?? runs[runId]?.submittedAt);
  const message = useDesigner(({ runs }) => runs[runId]?.lastMessage ?? null);
  const shown = useDesigner(({ runs, timesLeft }) => runWords(runs[runId], timesLeft[runId] ?? null, alone).shown);
  const spoken = useDesigner(({ runs, timesLeft }) => runWords(runs[runId], timesLeft[runId] ?? null, alone).spoken);
  const waits = useDesigner(({ environment }) => environment !== null && state === 'Submitted' && environment);
  const waiting = waits ? whyWaiting(waits) : null;
  const openLogs = useDesigner((designer) => designer.openLogs);
  if (state === null) return null;
  const tone = toneOf(state);
  const told = waiting?.short ?? shown;
  const heard = waiting?.text ?? spoken;
  const more = waiting?.text ?? (tone === 'error' && message);
  return (
    <button
      type="button"
      className={classes(styles.status, styles[tone], !hasEnded(state) && styles.going, 'nopan')}
      title={time ? `${formatExactTime(time)}${more ? `\n${more}` : ''}` : undefined}
      aria-label={`Last run: ${state}${heard === '' ? '' : `, ${heard}`}. View logs`}
      onClick={(event) => {
        event.stopPropagation();
        openLogs({ operationId, runId });
      }}
    >
      <span className={styles.dot} aria-hidden="true" />
      {state}
      {told !== '' && <span className={styles.figures}>{told}</span>}
    </button>
  );
}
