import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import { classes } from './classes.ts';
import { Keys } from './Keys.tsx';
import styles from './Menu.module.css';
import type { MenuChoice, MenuEntries, MenuEntry, MenuItem, MenuSubmenu } from './menu-entry.ts';
import { overlays } from './overlays.ts';

/** The entries of an open menu. */
export function MenuPopup({ label, entries }: { label: string; entries: MenuEntries }) {
  const list = typeof entries === 'function' ? entries() : entries;
  return (
    <Base.Popup
      className={classes(styles.popup, list.some(hasIcon) && styles.withIcons)}
      aria-label={label}
      aria-labelledby={undefined}
    >
      {list.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Base.Popup>
  );
}

function hasIcon(entry: MenuEntry): boolean {
  if (entry.kind === 'choice') return entry.choices.some(({ icon }) => Boolean(icon));
  return entry.kind !== 'separator' && Boolean(entry.icon);
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Base.Separator className={styles.separator} />;
    case 'item':
      return <Item item={entry} />;
    case 'choice':
      return <Choice choice={entry} />;
    case 'submenu':
      return <Submenu submenu={entry} />;
  }
}

function Item({ item }: { item: MenuItem }) {
  const blocked = Boolean(item.disabledReason);
  return (
    <Base.Item
      className={classes(styles.item, item.danger && styles.danger)}
      label={item.label}
      disabled={blocked}
      aria-keyshortcuts={item.shortcut?.replace('Mod', 'Control')}
      aria-description={item.disabledReason ?? undefined}
      onClick={item.onSelect}
    >
      <span className={styles.icon}>{item.icon}</span>
      <span className={styles.label}>
        {item.label}
        {item.disabledReason && (
          <span className={styles.reason} aria-hidden="true">
            {item.disabledReason}
          </span>
        )}
      </span>
      {item.shortcut && <Keys shortcut={item.shortcut} plain />}
    </Base.Item>
  );
}

function Choice({ choice }: { choice: MenuChoice }) {
  return (
    <Base.RadioGroup value={choice.value} onValueChange={choice.onChange} aria-label={choice.label}>
      {choice.choices.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={styles.item} closeOnClick>
          <span className={styles.icon}>{option.icon}</span>
          <span className={styles.label}>{option.label}</span>
          <Base.RadioItemIndicator className={styles.check}>
            <Check size={14} aria-hidden="true" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

function Submenu({ submenu }: { submenu: MenuSubmenu }) {
  return (
    <Base.SubmenuRoot disabled={Boolean(submenu.disabledReason)}>
      <Base.SubmenuTrigger
        className={styles.item}
        label={submenu.label}
        aria-description={submenu.disabledReason ?? undefined}
      >
        <span className={styles.icon}>{submenu.icon}</span>
        <span className={styles.label}>
          {submenu.label}
          {submenu.disabledReason && (
            <span className={styles.reason} aria-hidden="true">
              {submenu.disabledReason}
            </span>
          )}
        </span>
        <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
      </Base.SubmenuTrigger>
      <Base.Portal container={overlays()}>
        <Base.Positioner className={styles.positioner} sideOffset={2} alignOffset={-5}>
          <MenuPopup label={submenu.label} entries={submenu.entries} />
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
