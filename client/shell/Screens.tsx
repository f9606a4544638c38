import { Suspense, useEffect, useRef } from 'react';
import type { Screen } from '../state/view-slice.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import styles from './Screens.module.css';

const ConnectionScreen = lazyPart(() => import('../connection/ConnectionScreen.tsx'));
const ActivityScreen = lazyPart(() => import('../activity/ActivityScreen.tsx'));

/** The configuration screen that takes the designer's area. When it closes, the focus goes back to where it was. */
export function Screens({ screen }: { screen: Exclude<Screen, { kind: 'canvas' }> }) {
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
          {screen.kind === 'connection' ? (
            <ConnectionScreen
              key={screen.connectionId ?? screen.connector}
              connector={screen.connector}
              connectionId={screen.connectionId}
            />
          ) : (
            <ActivityScreen key={screen.activityId} activityId={screen.activityId} />
          )}
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
