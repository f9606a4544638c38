import { Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useDesigner } from '../state/designer.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { TooltipLayer } from '../ui/TooltipLayer.tsx';
import { Announcer } from './Announcer.tsx';
import DesignerPage from './DesignerPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import { Notices } from './Notices.tsx';
import { useTheme } from './use-theme.ts';
import { useWhoIAm } from './use-who-i-am.ts';

const Start = lazyPart(() => import('./Start.tsx'));
const AdministrationPage = lazyPart(() => import('./AdministrationPage.tsx'));
const ProjectsPage = lazyPart(() => import('./ProjectsPage.tsx'));
const SignInPage = lazyPart(() => import('../access/SignInPage.tsx'));
const SignInDialog = lazyPart(() => import('../access/SignInDialog.tsx'));

/** The whole product in the browser: its pages by URL, and what stands over all of them. */
export function App() {
  useTheme();
  useWhoIAm();
  const signIn = useDesigner((state) => state.signIn);
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading />}>{signIn === 'page' ? <SignInPage /> : <Pages />}</Suspense>
      <Suspense>{signIn === 'dialog' && <SignInDialog />}</Suspense>
      <Notices />
      <Announcer />
      <TooltipLayer />
    </ErrorBoundary>
  );
}

function Pages() {
  return (
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
  );
}
