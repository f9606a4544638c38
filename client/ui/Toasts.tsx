import { Suspense } from 'react';
import { lazyPart } from './lazy-part.ts';
import { useOnceTrue } from './use-once-true.ts';

const ToastStack = lazyPart(() => import('./ToastStack.tsx'));

/** A message that passes by. */
export interface ToastMessage {
  id: string;
  tone: 'info' | 'success' | 'warning' | 'error';
  title: string;
  text?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

export interface ToastsProps {
  messages: readonly ToastMessage[];
  onClose: (id: string) => void;
}

/** Draws messages at the bottom left, the newest on top. F6 takes the focus there; hovering keeps them. */
export function Toasts(props: ToastsProps) {
  if (!useOnceTrue(props.messages.length > 0)) return null;
  return (
    <Suspense>
      <ToastStack {...props} />
    </Suspense>
  );
}
