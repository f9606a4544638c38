import { useEffect } from 'react';
import { designer, useDesigner } from '../state/designer.ts';
import { runNews } from './run-news.ts';

/** Says to screen readers what the designer announces, and how runs go. */
export function Announcer() {
  const announcement = useDesigner((state) => state.announcement);
  useEffect(
    () =>
      designer.subscribe((state, before) => {
        const news = state.runs === before.runs ? [] : runNews(state.runs, before.runs);
        if (news.length > 0) state.announce(`${news.join('. ')}.`);
      }),
    [],
  );
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-announcer="">
      {announcement}
    </div>
  );
}
