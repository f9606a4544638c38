import { Suspense, useEffect } from 'react';
import { lazyPart } from './lazy-part.ts';
import { useOnceTrue } from './use-once-true.ts';

const load = () => import('./ToastStack.tsx');
const ToastStack = lazyPart(load);

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
  // First of all parts: it is what tells that the server is away, and can't be fetched any more by then.
  useEffect(() => void load().catch(() => {}), []);
  if (!useOnceTrue(props.messages.length > 0)) return null;
  return (
    <Suspense>
      <ToastStack {...props} />
    </Suspense>
  );
}
