import { useEffect } from 'react';
import { designer } from '../state/designer.ts';

/** Asks who one is at the beginning, and again whenever the page is come back to: sessions end, and roles change. */
export function useWhoIAm(): void {
  useEffect(() => {
    const check = () => {
      if (!document.hidden) designer.getState().checkMe();
    };
    check();
    document.addEventListener('visibilitychange', check);
    return () => document.removeEventListener('visibilitychange', check);
  }, []);
}
