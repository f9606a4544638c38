import { CircleHelp, Command } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { isPressed, PALETTE_KEY, SHEET_KEY, takesText } from '../commands/shortcuts.ts';
import { designer } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { LoadedOverlay } from '../ui/LoadedOverlay.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { frameEntries } from './frame-entries.tsx';

const ShortcutsDialog = lazyPart(() => import('./ShortcutsDialog.tsx'));
const CommandPalette = lazyPart(() => import('../command-palette/CommandPalette.tsx'));

type Help = 'palette' | 'shortcuts' | null;

/** Open the command palette and the sheet of all keys; so do Ctrl+K (⌘K) and `?`. */
export function HelpButtons() {
  const [open, setOpen] = useState<Help>(null);
  const [, navigate] = useLocation();
  const close = () => setOpen(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted = helpFor(event);
      if (!wanted || document.querySelector('[data-modal]')) return;
      event.preventDefault();
      if (wanted === 'shortcuts' || isOnCanvas()) setOpen(wanted);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <IconButton
        label="Command palette"
        icon={<Command size={16} />}
        shortcut={PALETTE_KEY}
        onClick={() => isOnCanvas() && setOpen('palette')}
      />
      <IconButton
        label="Keyboard shortcuts"
        icon={<CircleHelp size={16} />}
        shortcut={SHEET_KEY}
        onClick={() => setOpen('shortcuts')}
      />
      <LoadedOverlay open={open !== null} onEscape={close}>
        {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
        {open === 'palette' && (
          <CommandPalette
            onClose={close}
            more={frameEntries({
              showShortcuts: () => setOpen('shortcuts'),
              showProjects: () => navigate('/projects'),
            })}
          />
        )}
      </LoadedOverlay>
    </>
  );
}

function helpFor(event: KeyboardEvent): Help {
  if (event.defaultPrevented) return null;
  if (isPressed(PALETTE_KEY, event)) return 'palette';
  return event.key === SHEET_KEY && !takesText(event.target) ? 'shortcuts' : null;
}

/** A configuration screen is left by its own buttons, which ask before changes are lost: commands wait until then. */
function isOnCanvas(): boolean {
  const { screen, notify } = designer.getState();
  if (screen.kind === 'canvas') return true;
  notify({ tone: 'info', title: 'Save or leave this screen first', text: 'Commands act on the canvas behind it.' });
  return false;
}
