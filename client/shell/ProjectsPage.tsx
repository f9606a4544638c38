import { FolderOpen, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Me } from '../../shared/api/access.ts';
import type { ProjectSummary } from '../../shared/api/project-replies.ts';
import { useDesigner } from '../state/designer.ts';
import { isAdministrator, levelIn } from '../state/permission.ts';
import { tellOutcome } from '../state/tell-outcome.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Account } from './Account.tsx';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';
import { Mark } from './Mark.tsx';
import { NewProjectDialog } from './NewProjectDialog.tsx';
import styles from './ProjectsPage.module.css';
import { ThemeMenu } from './ThemeMenu.tsx';
import { useDeleteProject, useProjects } from './use-projects.ts';

const changed = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Every project: open, make, delete. */
export default function ProjectsPage() {
  const { data: projects, error, refetch } = useProjects();
  const me = useDesigner((state) => state.me);
  const mayMake = !me || me.environments.some(({ level }) => level === 'write');
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<ProjectSummary | null>(null);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Mark />
        <span className={styles.product}>Sluice</span>
        {isAdministrator(me) && (
          <Link href="/administration" className={styles.away}>
            Administration
          </Link>
        )}
        <ThemeMenu />
        <Account />
      </header>
      <main className={styles.main}>
        <div className={styles.head}>
          <h1>Projects</h1>
          <Button
            variant="primary"
            icon={<Plus size={16} aria-hidden="true" />}
            disabledReason={mayMake ? null : 'It needs Write in an environment. You have it in none.'}
            onClick={() => setCreating(true)}
          >
            New project
          </Button>
        </div>
        {error ? (
          <Failure
            title="The projects can’t be shown"
            text={error.message}
            actions={<Button onClick={() => void refetch()}>Try again</Button>}
          />
        ) : projects ? (
          <ProjectList projects={projects} onDelete={setDeleting} />
        ) : (
          <Loading label="Loading projects" />
        )}
      </main>
      <NewProjectDialog
        open={creating}
        names={(projects ?? []).map(({ name }) => name)}
        onClose={() => setCreating(false)}
      />
      <DeleteProjectDialog project={deleting} onClose={() => setDeleting(null)} />
    </div>
  );
}

function ProjectList({
  projects,
  onDelete,
}: {
  projects: readonly ProjectSummary[];
  onDelete(project: ProjectSummary): void;
}) {
  const me = useDesigner((state) => state.me);
  if (projects.length === 0)
    return (
      <EmptyState
        icon={<FolderOpen size={28} aria-hidden="true" />}
        title="No project yet"
        text={
          me?.environments.length === 0
            ? 'You have access to no environment yet. Those who look after this installation can give it.'
            : 'A project holds connections, activities and the operations that use them. Make one with New project.'
        }
      />
    );
  return (
    <ul className={styles.list} aria-label="Projects">
      {projects.map((project) => (
        <li key={project.id} className={styles.item}>
          <Link href={`/projects/${project.id}`} className={styles.link}>
            <span className={styles.name}>{project.name}</span>
            {project.sample && <Badge>Sample</Badge>}
            <span className={styles.when}>Changed {changed.format(new Date(project.changedAt))}</span>
          </Link>
          <IconButton
            label={`Delete ${project.name}`}
            icon={<Trash2 size={16} />}
            side="left"
            disabledReason={whyKept(project, me)}
            onClick={() => onDelete(project)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Why one may not delete a project; null when one may. */
function whyKept({ environmentId }: ProjectSummary, me: Me | null): string | null {
  if (!environmentId || levelIn(me, environmentId) === 'write') return null;
  const name = me?.environments.find(({ id }) => id === environmentId)?.name ?? '';
  return `it needs Write in the environment ${name}`;
}

function DeleteProjectDialog({ project, onClose }: { project: ProjectSummary | null; onClose(): void }) {
  const remove = useDeleteProject();
  const confirm = () => {
    if (!project) return;
    tellOutcome(
      remove.mutateAsync(project.id),
      { title: `Project ${project.name} deleted` },
      `Project ${project.name} was not deleted`,
    );
    onClose();
  };
  return (
    <ConfirmDialog
      open={project !== null}
      title={`Delete ${project?.name ?? 'project'}?`}
      description="Its operations, connections, deployments and runs go with it. This can’t be undone. What is in the storage stays."
      confirmLabel="Delete project"
      danger
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}
