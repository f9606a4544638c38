import { PanelBottom, PanelLeft, PanelRight } from 'lucide-react';

/** The panes that can be shown and hidden. */
export const PANES = [
  { name: 'project', label: 'Project pane', Icon: PanelLeft },
  { name: 'logs', label: 'Logs', Icon: PanelBottom },
  { name: 'palette', label: 'Palette', Icon: PanelRight },
] as const;
