import { useEffect } from 'react';
import { useDesigner } from '../state/designer.ts';
import { LoadedOverlay } from '../ui/LoadedOverlay.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { ActionsMenu } from './ActionsMenu.tsx';
import { useClipboardKeys } from './clipboard-keys.ts';
import { isInPopup, pressAnywhere, takesText } from './shortcuts.ts';

const CommandDialogs = lazyPart(() => import('./dialogs/CommandDialogs.tsx'));

/** What commands put over the page: the actions menu, their dialogs, and the keys that work everywhere. Mounted once. */
export function CommandLayer() {
  const dialog = useDesigner((state) => state.dialog);
  const closeDialog = useDesigner((state) => state.closeDialog);

  useClipboardKeys();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || takesText(event.target) || isInPopup(event.target)) return;
      if (pressAnywhere(event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <>
      <ActionsMenu />
      {dialog && (
        <LoadedOverlay open onEscape={closeDialog}>
          <CommandDialogs dialog={dialog} />
        </LoadedOverlay>
      )}
    </>
  );
}
