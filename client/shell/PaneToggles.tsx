import { designer, useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PANES } from './panes.ts';

/** Shows and hides the panes. */
export function PaneToggles() {
  const panes = useDesigner((state) => state.panes);
  return PANES.map(({ name, label, Icon }) => (
    <IconButton
      key={name}
      label={label}
      detail={panes[name].open ? 'hide' : 'show'}
      icon={<Icon size={16} />}
      pressed={panes[name].open}
      onClick={() => designer.getState().togglePane(name)}
    />
  ));
}
