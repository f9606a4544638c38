import { ChevronRight, CornerDownRight } from 'lucide-react';
import type { Run } from '../../shared/runs/run.ts';
import { useDesigner } from '../state/designer.ts';
import { formatBytes, formatCount, formatDuration, formatRate } from '../ui/format.ts';
import { durationOf } from './figures.ts';
import { Moment } from './Moment.tsx';
import { RunDetail } from './RunDetail.tsx';
import styles from './RunList.module.css';
import { RUN_TONES } from './run-tone.ts';
import { StateDot } from './StateDot.tsx';

interface RunRowProps {
  run: Run;
  /** How many of the runs that caused it stand above it. */
  depth: number;
  now: number;
  open: boolean;
  onToggle: () => void;
}

const COLUMNS = 8;
/** In CSS pixels; deeper ones stand no farther in. */
const INDENT = 16;
const MOST_INDENTED = 6;

/** One run as a row; open, with its detail beneath. */
export function RunRow({ run, depth, now, open, onToggle }: RunRowProps) {
  const rate = useDesigner((state) => state.rates[run.id]);
  const duration = durationOf(run, now);
  return (
    <>
      <tr className={styles.run} data-open={open || undefined} onClick={onToggle}>
        <td>
          <button
            type="button"
            data-run
            className={styles.toggle}
            aria-expanded={open}
            aria-label={`${run.state}: ${run.operationName}`}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
            <StateDot tone={RUN_TONES[run.state]} text={run.state} />
          </button>
        </td>
        <td className={styles.name} style={{ paddingInlineStart: 12 + Math.min(depth, MOST_INDENTED) * INDENT }}>
          {depth > 0 && <CornerDownRight size={12} aria-label="Started by the run above:" className={styles.beneath} />}
          {run.operationName}
        </td>
        <td>
          <Moment at={run.startedAt ?? run.submittedAt} />
        </td>
        <td>{run.endedAt !== null && <Moment at={run.endedAt} />}</td>
        <td className={styles.figure}>{duration === null ? '' : formatDuration(duration)}</td>
        <td className={styles.figure}>{formatCount(run.objects)}</td>
        <td className={styles.figure}>
          {formatBytes(run.bytes)}
          {rate !== undefined && rate > 0 && <span className={styles.rate}>{formatRate(rate)}</span>}
        </td>
        <td className={styles.message} title={run.lastMessage ?? undefined}>
          {run.messageCount > 0 && <span className={styles.count}>{formatCount(run.messageCount)}</span>}
          {run.lastMessage}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={COLUMNS} className={styles.detail}>
            <RunDetail run={run} now={now} />
          </td>
        </tr>
      )}
    </>
  );
}
