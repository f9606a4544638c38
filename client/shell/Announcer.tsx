import { useDesigner } from '../state/designer.ts';

/** Says to screen readers what the designer announces. */
export function Announcer() {
  const announcement = useDesigner((state) => state.announcement);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {announcement}
    </div>
  );
}
