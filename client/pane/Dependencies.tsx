import { ArrowLeft, ListTree } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { COMPONENT_KINDS, type Dependant, dependencies } from '../../shared/checks/dependencies.ts';
import { globalsOf } from '../../shared/checks/globals.ts';
import type { Project } from '../../shared/project/project.ts';
import { afterDrawing } from '../commands/focus-tree.ts';
import type { DependencySubject } from '../state/dependencies-slice.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { nameOf } from '../state/item-name.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Dependencies.module.css';
import { DependencyGroup } from './DependencyGroup.tsx';
import { DependencyIcon } from './DependencyIcon.tsx';
import { type DependencyRow, dependencyRows } from './dependency-rows.ts';

/** What stands in the place of the tree of the **Workflows** tab while a thing's dependencies are looked at. */
export function Dependencies({ of }: { of: DependencySubject }) {
  const project = useDesigner((state) => state.project);
  const previous = useDesigner((state) => state.dependenciesTrail.at(-1));
  const back = useRef<HTMLButtonElement>(null);

  useEffect(() => afterDrawing(() => back.current?.focus()), []);

  if (!project) return null;
  const { dependsOn, usedBy } = edgesOf(project, of);
  const name = nameOf(of, project) ?? '';
  return (
    <section className={styles.view} aria-label={`Dependencies of ${name}`}>
      <header className={styles.header}>
        <IconButton
          ref={back}
          label="Back to the tree"
          icon={<ListTree size={16} aria-hidden="true" />}
          onClick={() => designer.getState().closeDependencies()}
        />
        {previous && (
          <IconButton
            label={`Back to ${nameOf(previous, project) ?? ''}`}
            icon={<ArrowLeft size={16} aria-hidden="true" />}
            onClick={() => designer.getState().previousDependencies()}
          />
        )}
        <DependencyIcon thing={of} project={project} />
        <h2 className={styles.title} title={name}>
          {name}
        </h2>
      </header>
      <div className={styles.lists}>
        <List
          title="Depends on"
          none="It needs nothing else."
          rows={dependencyRows(project, dependsOn)}
          project={project}
        />
        <List title="Used by" none="Nothing refers to it." rows={dependencyRows(project, usedBy)} project={project} />
      </div>
    </section>
  );
}

/** A global variable needs nothing, and nothing breaks without it: what names it stands in the place of what would. */
function edgesOf(project: Project, of: DependencySubject): Record<'dependsOn' | 'usedBy', readonly Dependant[]> {
  if (of.kind === 'global')
    return { dependsOn: [], usedBy: globalsOf(project).find(({ name }) => name === of.id)?.usedBy ?? [] };
  const graph = dependencies(project);
  return { dependsOn: graph.dependsOn(of), usedBy: graph.usedBy(of) };
}

function List({
  title,
  none,
  rows,
  project,
}: {
  title: string;
  none: string;
  rows: readonly DependencyRow[];
  project: Project;
}) {
  return (
    <section className={styles.list} aria-label={title}>
      <h3 className={styles.heading}>
        {title} <span className={styles.count}>{rows.length}</span>
      </h3>
      {rows.length === 0 && <p className={styles.none}>{none}</p>}
      {COMPONENT_KINDS.map((kind) => {
        const some = rows.filter((row) => row.kind === kind);
        return some.length === 0 ? null : <DependencyGroup key={kind} kind={kind} rows={some} project={project} />;
      })}
    </section>
  );
}
