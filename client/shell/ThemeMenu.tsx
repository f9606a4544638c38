import { designer, useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { THEMES } from './themes.ts';

/** Chooses the theme. */
export function ThemeMenu() {
  const theme = useDesigner((state) => state.theme);
  const { Icon } = THEMES.find(({ value }) => value === theme) ?? THEMES[0];
  return (
    <Menu
      label="Theme"
      align="end"
      trigger={<IconButton label="Theme" icon={<Icon size={16} />} />}
      entries={[
        {
          kind: 'choice',
          id: 'theme',
          label: 'Theme',
          value: theme,
          choices: THEMES.map(({ value, label, Icon: ChoiceIcon }) => ({
            value,
            label,
            icon: <ChoiceIcon size={16} />,
          })),
          onChange: (next) => {
            const chosen = THEMES.find(({ value }) => value === next);
            if (chosen) designer.getState().setTheme(chosen.value);
          },
        },
      ]}
    />
  );
}
