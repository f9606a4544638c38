import { useMemo, useRef, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { reachedFrom } from '../../shared/project/reached.ts';
import { ProblemList } from '../commands/ProblemList.tsx';
import { useDesigner } from '../state/designer.ts';
import { isUndeployed } from '../state/undeployed.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { formatCount } from '../ui/format.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './ConfigurableDeployDialog.module.css';
import { DeployTree } from './DeployTree.tsx';
import { deployable, deployTree, matching } from './deploy-tree.ts';

export interface ConfigurableDeployDialogProps {
  /** What begins ticked; null for all that is undeployed. */
  initial: readonly Id[] | null;
}

/** Asks which operations are deployed together, and what is said about it. */
export default function ConfigurableDeployDialog({ initial }: ConfigurableDeployDialogProps) {
  const project = useDesigner((state) => state.project);
  const problems = useDesigner((state) => state.problems);
  const deployed = useDesigner((state) => state.deployed);
  const close = useDesigner((state) => state.closeDialog);
  const deploy = useDesigner((state) => state.deploy);
  const isLeaving = useRef(false);
  const [sought, setSought] = useState('');
  const [tag, setTag] = useState('');
  const [comment, setComment] = useState('');
  const roots = useMemo(() => (project ? deployTree(project, problems) : []), [project, problems]);
  const undeployed = useMemo(() => undeployedOf(project, deployed), [project, deployed]);
  const all = useMemo(() => roots.flatMap(deployable), [roots]);
  const [wanted, setWanted] = useState<ReadonlySet<Id>>(() => new Set(initial ?? undeployed));
  const found = useMemo(() => matching(roots, sought), [roots, sought]);
  if (!project) return null;

  // Somebody else may have broken or deleted what was ticked.
  const ticked = new Set(all.filter((id) => wanted.has(id)));
  const others = [...reachedFrom(project, ticked)].filter((id) => !ticked.has(id));
  const blocked = new Set(roots.flatMap((root) => root.children).flatMap((operation) => operation.problems));
  const confirm = () => {
    close();
    const note = { ...(tag.trim() ? { tag: tag.trim() } : {}), ...(comment.trim() ? { comment: comment.trim() } : {}) };
    void deploy([...ticked], undefined, note);
  };

  return (
    <Dialog
      open
      onClose={close}
      size="medium"
      title="Configurable deploy"
      description="What is ticked is deployed together, as it is designed now. Operations that their actions run come along."
      returnsFocus={() => !isLeaving.current}
      actions={
        <>
          <span className={styles.total} role="status">
            {totalOf(ticked.size, others, project)}
          </span>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={ticked.size === 0 ? 'Tick at least one operation.' : null}
            onClick={confirm}
          >
            Deploy
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <div className={styles.tools}>
          <SearchField label="Search operations" value={sought} onChange={setSought} />
          <Button size="small" variant="ghost" onClick={() => setWanted(undeployed)}>
            Tick undeployed
          </Button>
          <Button size="small" variant="ghost" onClick={() => setWanted(new Set())}>
            Tick none
          </Button>
        </div>
        <div className={styles.tree}>
          {found.length === 0 ? (
            <p className={styles.nothing}>
              {roots.length === 0 ? 'There is no operation in the project.' : 'No operation matches.'}
            </p>
          ) : (
            <DeployTree
              roots={found}
              isSearched={sought.trim() !== ''}
              ticked={ticked}
              undeployed={undeployed}
              onTick={setWanted}
            />
          )}
        </div>
        {blocked.size > 0 && (
          <Disclosure title="What keeps operations from being deployed" note={<span>{formatCount(blocked.size)}</span>}>
            <ProblemList
              problems={[...blocked].slice(0, MOST_PROBLEMS)}
              onLeave={() => {
                isLeaving.current = true;
                close();
              }}
            />
            {blocked.size > MOST_PROBLEMS && (
              <p className={styles.nothing}>and {formatCount(blocked.size - MOST_PROBLEMS)} more</p>
            )}
          </Disclosure>
        )}
        <TextField
          label="Tag"
          hint="A short name for it, such as a version."
          value={tag}
          onChange={setTag}
          maxLength={64}
        />
        <TextArea label="Comment" value={comment} onChange={setComment} rows={2} maxLength={2000} />
      </div>
    </Dialog>
  );
}

/** As many as one reads. */
const MOST_PROBLEMS = 100;

function undeployedOf(project: Project | null, deployed: Parameters<typeof isUndeployed>[0]['deployed']): Set<Id> {
  return new Set(Object.keys(project?.operations ?? {}).filter((id) => isUndeployed({ project, deployed }, id)));
}

function totalOf(count: number, others: readonly Id[], project: Project): string {
  const chosen = `${formatCount(count)} ${count === 1 ? 'operation' : 'operations'}`;
  if (others.length === 0) return chosen;
  const names = others.slice(0, 3).map((id) => project.operations[id]?.name ?? '');
  const more = others.length > names.length ? ` and ${formatCount(others.length - names.length)} more` : '';
  return `${chosen}, and what they run: ${names.join(', ')}${more}`;
}
