import { ArrowRight, SquarePen, Trash2 } from 'lucide-react';
import { removeLink } from '../../commands/remove-link.ts';
import { designer } from '../../state/designer.ts';
import { whyNotAllowed } from '../../state/permission.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { goToTarget } from './go-to-target.ts';
import type { Link } from './link.ts';

/** What a link's menu offers. */
export function linkEntries(link: Link): MenuEntry[] {
  const isEmail = link.kind === 'send-email';
  const Icon = isEmail ? SquarePen : ArrowRight;
  return [
    {
      kind: 'item',
      id: 'go-to',
      label: isEmail ? 'View/Edit' : `Go to ${link.toName}`,
      icon: <Icon size={14} aria-hidden="true" />,
      shortcut: 'Enter',
      onSelect: () => goToTarget(link),
    },
    { kind: 'separator', id: 'line' },
    {
      kind: 'item',
      id: 'remove',
      label: 'Remove',
      icon: <Trash2 size={14} aria-hidden="true" />,
      shortcut: 'Delete',
      disabledReason: whyNotAllowed(designer.getState(), 'write'),
      onSelect: () => removeLink(link.fromId, link),
    },
  ];
}
