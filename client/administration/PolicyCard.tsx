import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import styles from './Administration.module.css';
import { usePolicy } from './use-administration.ts';
import { useTold } from './use-told.ts';
import { Waiting } from './Waiting.tsx';

/** What holds for the whole installation. */
export function PolicyCard() {
  const { data: policy, error, refetch } = usePolicy();
  const told = useTold();
  const change = (disableAutoConnectorUpdate: boolean) =>
    told(
      disableAutoConnectorUpdate ? 'Test no longer updates connectors' : 'Test updates connectors again',
      'The policy was not changed',
      () => call(routes.setPolicy, { body: { disableAutoConnectorUpdate } }),
    );
  return (
    <section className={styles.policy} aria-label="Policy">
      {policy ? (
        <Checkbox
          label="Disable Auto Connector Update"
          hint="Test then never replaces a version that an agent has and only installs a connector that is missing, where it otherwise first gives every online agent of the group the latest version."
          checked={policy.disableAutoConnectorUpdate}
          onChange={change}
        />
      ) : (
        <Waiting what="policy" error={error} again={() => void refetch()} />
      )}
    </section>
  );
}
