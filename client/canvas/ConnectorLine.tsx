import type { EdgeProps } from '@xyflow/react';
import { useDesigner } from '../state/designer.ts';
import { shownRun } from '../state/newest-runs.ts';
import styles from './ConnectorLine.module.css';
import { itemWords, OBJECTS } from './item-words.ts';
import type { ConnectorEdge } from './nodes.ts';
import { connectorFigures } from './run-view.ts';

const HEAD = 7;

/** In two lines, as a connector is not so wide. The space at the end of the first keeps the words apart for who hears them. */
function lines(text: string): string[] {
  const at = text.lastIndexOf(' the ') + 1;
  return [text.slice(0, at), text.slice(at)];
}

/** The flow between two steps: a line with an arrow, and what has moved along it in the run that is going, or the last one. */
export function ConnectorLine({ sourceX, sourceY, targetX, targetY, data }: EdgeProps<ConnectorEdge>) {
  const run = useDesigner((state) => shownRun(data?.operationId ?? '', state));
  const rate = useDesigner((state) => state.rates[run?.id ?? ''] ?? 0);
  const words = useDesigner((state) =>
    data ? itemWords(state, data.operationId, data.fromStepId, data.toStepId) : OBJECTS,
  );
  const figures = data ? connectorFigures(run, data.fromStepId, data.toStepId, rate, words) : null;
  const middle = (sourceX + targetX) / 2;
  const end = targetX - 6;
  return (
    <g className={styles.connector} data-moving={figures?.moving || undefined}>
      <path className={styles.line} d={`M${sourceX + 5},${sourceY}H${end}`} />
      <path
        className={styles.head}
        d={`M${end - HEAD},${targetY - HEAD / 1.6}L${end},${targetY}L${end - HEAD},${targetY + HEAD / 1.6}`}
      />
      {figures && (
        <>
          <text className={styles.above} x={middle} y={sourceY - 9}>
            {figures.above}
          </text>
          <text className={styles.below} x={middle} y={sourceY + 18}>
            {figures.below}
          </text>
          {figures.passed && (
            <text className={styles.below} y={sourceY + 31}>
              {lines(figures.passed).map((line, index) => (
                <tspan key={line} x={middle} dy={index === 0 ? 0 : 12}>
                  {line}
                </tspan>
              ))}
            </text>
          )}
        </>
      )}
    </g>
  );
}
