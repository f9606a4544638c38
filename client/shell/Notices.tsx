import { useMemo } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { Toasts } from '../ui/Toasts.tsx';

const close = (id: string) => designer.getState().dismissNotice(Number(id));

/** Shows the designer's notices as toasts. */
export function Notices() {
  const notices = useDesigner((state) => state.notices);
  const messages = useMemo(() => notices.map((notice) => ({ ...notice, id: String(notice.id) })), [notices]);
  return <Toasts messages={messages} onClose={close} />;
}
