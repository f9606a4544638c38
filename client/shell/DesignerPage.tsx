import { Suspense, useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Id } from '../../shared/project/id.ts';
import { CommandLayer } from '../commands/CommandLayer.tsx';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { lazyPart, loadPartsAhead } from '../ui/lazy-part.ts';
import styles from './DesignerPage.module.css';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';
import { rememberLastProject } from './last-project.ts';
import { Screens } from './Screens.tsx';
import { Toolbar } from './Toolbar.tsx';
import { Workspace } from './Workspace.tsx';

const LogsPage = lazyPart(() => import('./LogsPage.tsx'));

/** One project, open in the designer. */
export default function DesignerPage({ projectId }: { projectId: Id }) {
  const name = useDesigner((state) => (state.project?.id === projectId ? state.project.name : null));
  const failure = useDesigner((state) => state.openFailure);
  const isLookOnly = useWhyNotAllowed('write') !== null;
  const isDesignHidden = useWhyNotAllowed('read') !== null;
  const screen = useDesigner((state) => state.screen);

  useEffect(() => {
    void designer.getState().open(projectId);
    return () => designer.getState().close();
  }, [projectId]);

  useEffect(() => {
    if (name === null) return;
    rememberLastProject(projectId);
    loadPartsAhead();
    document.title = `${name} · Sluice`;
    return () => {
      document.title = 'Sluice';
    };
  }, [projectId, name]);

  if (failure) return <OpenFailure message={failure.message} projectId={projectId} />;
  if (name === null) return <Loading label="Loading the project" />;
  if (isDesignHidden)
    return (
      <div className={styles.page}>
        <Toolbar panes={false} />
        <main className={styles.area}>
          <ErrorBoundary part="The logs">
            <Suspense fallback={<Loading label="Loading the logs" />}>
              <LogsPage />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    );
  const isCanvas = screen.kind === 'canvas';
  return (
    <div className={styles.page} data-look-only={isLookOnly || undefined}>
      <ErrorBoundary part="The toolbar">
        <Toolbar panes={isCanvas} />
      </ErrorBoundary>
      <main className={styles.area}>
        <div className={styles.workspace} inert={!isCanvas} data-behind={!isCanvas}>
          <Workspace />
        </div>
        {!isCanvas && <Screens screen={screen} />}
      </main>
      <ErrorBoundary part="A menu or dialog">
        <CommandLayer />
      </ErrorBoundary>
    </div>
  );
}

function OpenFailure({ message, projectId }: { message: string; projectId: Id }) {
  const [, navigate] = useLocation();
  return (
    <Failure
      isPage
      title="The project can’t be shown"
      text={message}
      actions={
        <>
          <Button onClick={() => void designer.getState().open(projectId)}>Try again</Button>
          <Button variant="primary" onClick={() => navigate('/projects')}>
            All projects
          </Button>
        </>
      }
    />
  );
}
