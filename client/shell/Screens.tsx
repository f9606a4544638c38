import { Suspense, useEffect, useRef } from 'react';
import type { Screen } from '../state/view-slice.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import styles from './Screens.module.css';

const ConnectionScreen = lazyPart(() => import('../connection/ConnectionScreen.tsx'));
const ActivityScreen = lazyPart(() => import('../activity/ActivityScreen.tsx'));
const SettingsScreen = lazyPart(() => import('../settings/SettingsScreen.tsx'));
const EmailScreen = lazyPart(() => import('../email/EmailScreen.tsx'));

type OpenScreen = Exclude<Screen, { kind: 'canvas' }>;

/** The configuration screen that takes the designer's area. When it closes, the focus goes back to where it was. */
export function Screens({ screen }: { screen: OpenScreen }) {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (!region.current?.contains(before)) region.current?.focus();
    return () => {
      // After the workspace has been made reachable again.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
          before.focus();
      });
    };
  }, []);
  return (
    <div className={styles.screen} ref={region} tabIndex={-1}>
      <ErrorBoundary part="This screen">
        <Suspense fallback={<Loading />}>
          <OneScreen screen={screen} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

function OneScreen({ screen }: { screen: OpenScreen }) {
  switch (screen.kind) {
    case 'connection': {
      const { connector, connectionId } = screen;
      return <ConnectionScreen key={connectionId ?? connector} connector={connector} connectionId={connectionId} />;
    }
    case 'activity':
      return <ActivityScreen key={screen.activityId} activityId={screen.activityId} />;
    case 'settings':
      return <SettingsScreen key={screen.operationId} screen={screen} />;
    case 'email':
      return <EmailScreen key={screen.emailId ?? 'new'} emailId={screen.emailId} closed={screen.closed} />;
  }
}
