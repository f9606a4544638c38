import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';
import { overlays } from './overlays.ts';
import styles from './Toasts.module.css';
import type { ToastMessage, ToastsProps } from './Toasts.tsx';

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert };
/** How long each tone stays, in milliseconds. Errors stay until they are closed. */
const STAY = { info: 5000, success: 5000, warning: 9000, error: 0 };

/** What {@link Toasts} draws. */
export default function ToastStack({ messages, onClose }: ToastsProps) {
  return (
    <Toast.Provider limit={4}>
      <ToastBridge messages={messages} onClose={onClose} />
      <Toast.Portal container={overlays()}>
        <Toast.Viewport
          className={styles.viewport}
          aria-label="Notifications"
          data-toasts=""
          onKeyDown={(event) => {
            // It closes the notification that has the focus, and nothing else.
            if (event.key === 'Escape') event.preventDefault();
          }}
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Keeps the component library's own list the same as ours. */
function ToastBridge({ messages, onClose }: ToastsProps) {
  const { add, close } = Toast.useToastManager<ToastMessage>();
  const shown = useRef(new Set<string>());
  useEffect(() => {
    const wanted = new Set(messages.map((message) => message.id));
    for (const message of messages) {
      if (shown.current.has(message.id)) continue;
      shown.current.add(message.id);
      add({
        id: message.id,
        title: message.title,
        description: message.text,
        type: message.tone,
        priority: message.tone === 'error' ? 'high' : 'low',
        timeout: message.action && STAY[message.tone] > 0 ? 9000 : STAY[message.tone],
        data: message,
        onClose: () => {
          shown.current.delete(message.id);
          onClose(message.id);
        },
      });
    }
    for (const id of shown.current) if (!wanted.has(id)) close(id);
  }, [messages, add, close, onClose]);
  return null;
}

function ToastList() {
  const { toasts, close } = Toast.useToastManager<ToastMessage>();
  return toasts.map((toast) => {
    const message = toast.data;
    if (!message) return null;
    const Icon = ICONS[message.tone];
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['left', 'down']}>
        <Icon size={16} aria-hidden="true" className={classes(styles.icon, styles[message.tone])} />
        <div className={styles.content}>
          <Toast.Title className={styles.title} render={<p />} />
          <Toast.Description className={styles.text} />
          {message.action && (
            <Button
              size="small"
              className={styles.action}
              onClick={() => {
                message.action?.run();
                close(toast.id);
              }}
            >
              {message.action.label}
            </Button>
          )}
        </div>
        <Toast.Close render={<IconButton label="Close notification" size="small" icon={<X size={14} />} />} />
      </Toast.Root>
    );
  });
}
