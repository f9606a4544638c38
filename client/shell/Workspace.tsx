import { Suspense } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import Canvas from '../canvas/Canvas.tsx';
import Palette from '../palette/Palette.tsx';
import ProjectPane from '../pane/ProjectPane.tsx';
import { useDesigner } from '../state/designer.ts';
import { Later } from '../ui/Later.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { SplitLine } from '../ui/Split.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { usePane } from './use-pane.ts';
import styles from './Workspace.module.css';

const LogsDrawer = lazyPart(() => import('../logs/LogsDrawer.tsx'));

/** The panes around the canvas. Each can be resized, closed and opened again; that is remembered. */
export function Workspace() {
  const open = useDesigner((state) => state.panes);
  const project = usePane('project');
  const palette = usePane('palette');
  const logs = usePane('logs');
  useFocusKept();
  return (
    <Group orientation="horizontal" className={styles.group}>
      {open.project.open && (
        <>
          <Panel {...project} minSize={200} maxSize={480} className={styles.pane}>
            <section className={styles.region} aria-label="Project pane">
              <ErrorBoundary part="The project pane">
                <Later>
                  <ProjectPane />
                </Later>
              </ErrorBoundary>
            </section>
          </Panel>
          <SplitLine label="Resize the project pane" along="horizontal" />
        </>
      )}
      <Panel id="center" minSize={320} className={styles.center}>
        <Group orientation="vertical" className={styles.group}>
          <Panel id="canvas" minSize={160}>
            <section className={styles.region} aria-label="Design canvas">
              <ErrorBoundary part="The canvas">
                <Canvas />
              </ErrorBoundary>
            </section>
          </Panel>
          {open.logs.open && (
            <>
              <SplitLine label="Resize the logs" along="vertical" />
              <Panel {...logs} minSize={160} maxSize="70%" className={styles.pane}>
                <section className={styles.region} aria-label="Logs">
                  <ErrorBoundary part="The logs">
                    <Suspense fallback={<Loading label="Loading the logs" />}>
                      <LogsDrawer />
                    </Suspense>
                  </ErrorBoundary>
                </section>
              </Panel>
            </>
          )}
        </Group>
      </Panel>
      {open.palette.open && (
        <>
          <SplitLine label="Resize the palette" along="horizontal" />
          <Panel {...palette} minSize={200} maxSize={400} className={styles.pane}>
            <section className={styles.region} aria-label="Palette">
              <ErrorBoundary part="The palette">
                <Later>
                  <Palette />
                </Later>
              </ErrorBoundary>
            </section>
          </Panel>
        </>
      )}
    </Group>
  );
}
