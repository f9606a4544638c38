import type { ReactNode, RefObject } from 'react';
import { LoadedOverlay } from './LoadedOverlay.tsx';
import { lazyPart } from './lazy-part.ts';
import { ReadOnly } from './read-only.ts';
import { useOnceTrue } from './use-once-true.ts';

const DialogFrame = lazyPart(() => import('./DialogFrame.tsx'));

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One or two sentences under the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  actions?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** Near the top, nothing but the children: they draw all there is, and the title is for screen readers alone. */
  bare?: boolean;
  /** What has the focus when it opens; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Asked when it closes: false leaves the focus to whoever takes it. */
  returnsFocus?: () => boolean;
  /** There is no way around it: it has no ×, and Escape and clicks outside do nothing. */
  mustAnswer?: boolean;
}

/** A modal dialog. Escape, the × and a click outside close it; the focus goes back to where it was. */
export function Dialog(props: DialogProps) {
  if (!useOnceTrue(props.open)) return null;
  return (
    <LoadedOverlay open={props.open} onEscape={props.mustAnswer ? null : props.onClose}>
      {/* What it stands in is not what it is about. */}
      <ReadOnly.Provider value={null}>
        <DialogFrame {...props} />
      </ReadOnly.Provider>
    </LoadedOverlay>
  );
}
