import { Ellipsis } from 'lucide-react';
import { Link } from 'wouter';
import type { EnvironmentDetail } from '../../shared/api/administration.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../api/call.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import styles from './Administration.module.css';
import { useTold } from './use-told.ts';

interface ProjectRowsProps {
  environment: EnvironmentDetail;
  environments: readonly EnvironmentDetail[];
}

/** The projects of an environment, each of which can be moved to another one. */
export function ProjectRows({ environment, environments }: ProjectRowsProps) {
  const told = useTold();
  const others = environments.filter(({ id }) => id !== environment.id);
  return (
    <table className={styles.table} aria-label={`Projects in ${environment.name}`}>
      <tbody>
        {environment.projects.map(({ id: projectId, name }) => (
          <tr key={projectId}>
            <td>
              <Link href={`/projects/${projectId}`}>{name}</Link>
            </td>
            <td>
              <Menu
                label={name}
                align="end"
                trigger={<IconButton label={`Actions for ${name}`} icon={<Ellipsis size={16} />} side="left" />}
                entries={[
                  {
                    kind: 'submenu',
                    id: 'move',
                    label: 'Move to environment',
                    disabledReason: others.length === 0 ? 'There is no other environment.' : null,
                    entries: others.map((other) => ({
                      kind: 'item',
                      id: other.id,
                      label: other.name,
                      onSelect: () =>
                        told(`${name} moved to ${other.name}`, `${name} was not moved`, () =>
                          call(routes.setProjectEnvironment, {
                            params: { projectId },
                            body: { environmentId: other.id },
                          }),
                        ),
                    })),
                  },
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
