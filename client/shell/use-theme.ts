import { useEffect } from 'react';
import { useDesigner } from '../state/designer.ts';

/** Keeps `data-theme` at what is chosen, or at what the system has while nothing is. */
export function useTheme(): void {
  const theme = useDesigner((state) => state.theme);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const show = () => {
      const dark = theme === 'system' ? system.matches : theme === 'dark';
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    };
    show();
    system.addEventListener('change', show);
    return () => system.removeEventListener('change', show);
  }, [theme]);
}
