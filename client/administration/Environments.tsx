import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import type { AgentGroupDetail, EnvironmentDetail } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import styles from './Administration.module.css';
import { NameDialog } from './NameDialog.tsx';
import { ProjectRows } from './ProjectRows.tsx';
import { useAgentGroups, useEnvironments } from './use-administration.ts';
import { useTold } from './use-told.ts';
import { Waiting } from './Waiting.tsx';

type Open = { kind: 'new' } | { kind: 'edit'; environment: EnvironmentDetail } | null;

/** Every environment with its agent group and its projects. */
export function Environments() {
  const { data: environments, error, refetch } = useEnvironments();
  const groups = useAgentGroups().data ?? [];
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (!environments) return <Waiting what="environments" error={error} again={() => void refetch()} />;
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.hint}>
          A project lives in one environment, and runs on the agents of its group. Values of variables belong to the
          environment.
        </p>
        <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen({ kind: 'new' })}>
          New environment
        </Button>
      </div>
      {environments.map((environment) => (
        <EnvironmentCard
          key={environment.id}
          environment={environment}
          environments={environments}
          onEdit={() => setOpen({ kind: 'edit', environment })}
        />
      ))}
      {open?.kind === 'new' && (
        <NameDialog
          title="New environment"
          label="Name"
          choice={groupChoice(groups, groups[0]?.id ?? '')}
          action="Create environment"
          onSubmit={(name, agentGroupId) => call(routes.createEnvironment, { body: { name, agentGroupId } })}
          onClose={close}
        />
      )}
      {open?.kind === 'edit' && (
        <NameDialog
          title="Edit environment"
          label="Name"
          name={open.environment.name}
          choice={groupChoice(groups, open.environment.agentGroup.id)}
          action="Save changes"
          onSubmit={(name, agentGroupId) =>
            call(routes.changeEnvironment, {
              params: { environmentId: open.environment.id },
              body: { name, agentGroupId },
            })
          }
          onClose={close}
        />
      )}
    </div>
  );
}

function groupChoice(groups: readonly AgentGroupDetail[], value: string) {
  return {
    label: 'Agent group',
    value,
    choices: groups.map(({ id, name, kind }) => ({
      value: id,
      label: name,
      hint: kind === 'cloud' ? 'Cloud' : 'Private',
    })),
  };
}

interface EnvironmentCardProps {
  environment: EnvironmentDetail;
  environments: readonly EnvironmentDetail[];
  onEdit(): void;
}

function EnvironmentCard({ environment, environments, onEdit }: EnvironmentCardProps) {
  const told = useTold();
  const { name, agentGroup, isDefault, projects } = environment;
  const kept = isDefault
    ? 'It is the default environment.'
    : projects.length > 0
      ? 'Move its projects into another environment first.'
      : null;
  const remove = () =>
    told(`Environment ${name} deleted`, `Environment ${name} was not deleted`, () =>
      call(routes.deleteEnvironment, { params: { environmentId: environment.id } }),
    );
  return (
    <section className={styles.card} aria-label={`Environment ${name}`}>
      <div className={styles.cardHead}>
        <h2>{name}</h2>
        {isDefault && <Badge>Default</Badge>}
        <span className={styles.about}>Runs on {agentGroup.name}</span>
        <Menu
          label={`Environment ${name}`}
          align="end"
          trigger={<IconButton label={`Actions for ${name}`} icon={<Ellipsis size={16} />} side="left" />}
          entries={[
            { kind: 'item', id: 'edit', label: 'Edit', onSelect: onEdit },
            { kind: 'item', id: 'delete', label: 'Delete', danger: true, disabledReason: kept, onSelect: remove },
          ]}
        />
      </div>
      {projects.length === 0 ? (
        <p className={styles.none}>No project lives in it. Move one here from another environment.</p>
      ) : (
        <ProjectRows environment={environment} environments={environments} />
      )}
    </section>
  );
}
