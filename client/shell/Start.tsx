import { Redirect } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';
import { lastProject } from './last-project.ts';
import { useProjects } from './use-projects.ts';

/** The way in: the project opened last, else the first one, else the list, where one can be made. */
export default function Start() {
  const { data: projects, error, refetch } = useProjects();
  if (error)
    return (
      <Failure
        isPage
        title="The projects can’t be shown"
        text={error.message}
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    );
  if (!projects) return <Loading label="Loading projects" />;
  const last = lastProject();
  const project = projects.find(({ id }) => id === last) ?? projects[0];
  return <Redirect to={project ? `/projects/${project.id}` : '/projects'} replace />;
}
