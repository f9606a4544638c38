import type { Revision } from '../../shared/api/history.ts';
import type { Id } from '../../shared/project/id.ts';
import { BROWSER_ID } from '../state/client-id.ts';
import { useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount, formatTime } from '../ui/format.ts';
import { Entry } from './Entry.tsx';
import { Pages } from './Pages.tsx';
import styles from './ProjectHistoryDialog.module.css';
import type { RestoreTarget } from './ProjectHistoryDialog.tsx';
import { labelsOf, type RevisionGroup, revisionGroups } from './revision-groups.ts';
import { useRevisions } from './use-history.ts';
import { When } from './When.tsx';
import { whoOf } from './who.ts';

const EMPTY = {
  title: 'Nothing has been drawn yet',
  text: 'Each change of the design stands here, and the design of before can be brought back.',
};

/** The changes of the design, the newest first, put together by person and stretch of work. */
export function RevisionList({ projectId, onRestore }: { projectId: Id; onRestore: (target: RestoreTarget) => void }) {
  const { revisions, oldest, paged } = useRevisions(projectId);
  const now = useDesigner((state) => state.revision);
  const refusal = useWhyNotAllowed('write');
  const restore = (revision: Revision) =>
    revision.revision >= now ? (
      <span className={styles.now}>The design now</span>
    ) : (
      <Button
        size="small"
        aria-label={`Restore the design after “${revision.label}”, ${formatTime(revision.at)}`}
        disabledReason={
          refusal ?? (revision.revision < oldest ? 'It is from before the history of the project was kept.' : null)
        }
        onClick={() => onRestore({ revision: revision.revision, what: `the design of ${formatTime(revision.at)}` })}
      >
        Restore
      </Button>
    );
  return (
    <Pages paged={paged} empty={EMPTY}>
      <ul aria-label="Design changes">
        {revisionGroups(revisions).map((group) => {
          const [newest] = group.revisions;
          return (
            newest && (
              <Entry key={group.first} head={<GroupHead group={group} newest={newest} />} action={restore(newest)}>
                <ul aria-label="Changes">
                  {group.revisions.map((revision) => (
                    <li key={revision.revision} className={styles.revision}>
                      <span className={styles.label}>{revision.label}</span>
                      <span className={styles.quiet}>
                        <When at={revision.at} />
                      </span>
                      {restore(revision)}
                    </li>
                  ))}
                </ul>
              </Entry>
            )
          );
        })}
      </ul>
    </Pages>
  );
}

function GroupHead({ group, newest }: { group: RevisionGroup; newest: Revision }) {
  const earliest = group.revisions.at(-1) ?? newest;
  const count = group.revisions.length;
  return (
    <>
      <span className={styles.what}>{labelsOf(group)}</span>
      <span className={`${styles.line} ${styles.quiet}`}>
        <span>
          <When at={earliest.at} />
          {count > 1 && (
            <>
              {' – '}
              <When at={newest.at} />
            </>
          )}
        </span>
        <span>· {whoOf(newest, BROWSER_ID)}</span>
        <span>
          · {formatCount(count)} {count === 1 ? 'change' : 'changes'}
        </span>
      </span>
    </>
  );
}
