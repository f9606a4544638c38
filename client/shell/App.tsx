import { Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { lazyPart } from '../ui/lazy-part.ts';
import { TooltipLayer } from '../ui/TooltipLayer.tsx';
import { Announcer } from './Announcer.tsx';
import DesignerPage from './DesignerPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import { Notices } from './Notices.tsx';
import { useTheme } from './use-theme.ts';

const Start = lazyPart(() => import('./Start.tsx'));
const AdministrationPage = lazyPart(() => import('./AdministrationPage.tsx'));
const ProjectsPage = lazyPart(() => import('./ProjectsPage.tsx'));

/** The whole product in the browser: its pages by URL, and what stands over all of them. */
export function App() {
  useTheme();
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={Start} />
          <Route path="/administration" component={AdministrationPage} />
          <Route path="/projects" component={ProjectsPage} />
          <Route path="/projects/:projectId">
            {({ projectId }) => <DesignerPage key={projectId} projectId={projectId} />}
          </Route>
          <Route>
            <Redirect to="/" replace />
          </Route>
        </Switch>
      </Suspense>
      <Notices />
      <Announcer />
      <TooltipLayer />
    </ErrorBoundary>
  );
}
