import { Monitor, Moon, Sun } from 'lucide-react';

/** The themes that can be chosen. */
export const THEMES = [
  { value: 'system', label: 'Like the system', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const;
