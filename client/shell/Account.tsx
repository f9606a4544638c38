import { Suspense } from 'react';
import { useDesigner } from '../state/designer.ts';
import { lazyPart } from '../ui/lazy-part.ts';

const AccountMenu = lazyPart(() => import('../access/AccountMenu.tsx'));

/** The menu of whoever is signed in; nothing where nobody needs to be. */
export function Account() {
  const isSignedIn = useDesigner((state) => state.me?.person != null);
  if (!isSignedIn) return null;
  return (
    <Suspense>
      <AccountMenu />
    </Suspense>
  );
}
