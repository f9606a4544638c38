import { X } from 'lucide-react';
import type { AgentGroupDetail, PendingAgent } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Badge } from '../ui/Badge.tsx';
import { formatTime } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Administration.module.css';
import { useTold } from './use-told.ts';

/** An agent that was added and has not been started yet. */
export function PendingRow({ pending, group }: { pending: PendingAgent; group: AgentGroupDetail }) {
  const told = useTold();
  const params = { agentGroupId: group.id, registrationId: pending.id };
  return (
    <tr>
      <td>
        <span className={styles.name}>{pending.name}</span>
      </td>
      <td>
        <Badge>Unregistered</Badge>
      </td>
      <td colSpan={4} className={styles.quiet}>
        Waits for its command to be run, until {formatTime(pending.expiresAt)}
      </td>
      <td>
        <IconButton
          label={`Withdraw the token of ${pending.name}`}
          icon={<X size={16} />}
          side="left"
          onClick={() =>
            told(`The token of ${pending.name} is worth nothing any more`, 'The token was not withdrawn', () =>
              call(routes.withdrawRegistration, { params }),
            )
          }
        />
      </td>
    </tr>
  );
}
