import { useQuery } from '@tanstack/react-query';
import { routes } from '../../shared/api/routes.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { call } from '../api/call.ts';
import { queryClient } from '../api/query-client.ts';
import { formatDuration } from '../ui/format.ts';
import styles from './ThroughputChart.module.css';
import { chartOf, HEIGHT, mostOf, WIDTH } from './throughput-chart.ts';

const LIVE_MS = 1_000;

/** How fast a run moved bytes or objects in the course of time; nothing while there is too little to draw. */
export function ThroughputChart({ run }: { run: Run }) {
  const ended = hasEnded(run.state);
  const { data } = useQuery(
    {
      queryKey: ['throughput', run.projectId, run.id, ended],
      refetchInterval: ended ? false : LIVE_MS,
      queryFn: ({ signal }) =>
        call(routes.getThroughput, { params: { projectId: run.projectId, runId: run.id } }, { signal }),
    },
    queryClient,
  );
  const chart = data && chartOf(data.points);
  if (!chart) return null;
  const most = mostOf(chart);
  const text = `Throughput over ${formatDuration(chart.milliseconds)}, at most ${most}`;
  return (
    <figure className={styles.chart}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text} preserveAspectRatio="none">
        <path className={styles.area} d={`${chart.line} L ${WIDTH} ${HEIGHT} L 0 ${HEIGHT} Z`} />
        <path className={styles.line} d={chart.line} />
      </svg>
      <figcaption>at most {most}</figcaption>
    </figure>
  );
}
