import type { ItemReference, Problem } from '../../shared/checks/problem.ts';
import { useDesigner } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import styles from './ProblemList.module.css';
import { fixOf } from './problem-fix.ts';

export interface ProblemListProps {
  problems: readonly Problem[];
  /** Called before somebody is taken elsewhere, by a message or by a fix. */
  onLeave: () => void;
}

/** Messages about what is wrong: each leads to its item, and offers the fix where one click begins it. */
export function ProblemList({ problems, onLeave }: ProblemListProps) {
  const project = useDesigner((state) => state.project);
  const show = (item: ItemReference) => {
    onLeave();
    goTo(item, { focus: true });
  };
  return (
    <ul className={styles.list}>
      {problems.map((problem) => {
        const fix = project && fixOf(problem, project);
        return (
          <li
            key={`${problem.code}:${problem.item.id}:${problem.message}`}
            className={styles.problem}
            data-severity={problem.severity}
          >
            <button type="button" className={styles.message} onClick={() => show(problem.item)}>
              {problem.message}
            </button>
            <div className={styles.foot}>
              <span className={styles.fix}>{problem.fix}</span>
              {fix && (
                <button
                  type="button"
                  className={styles.action}
                  aria-description={problem.message}
                  onClick={() => {
                    onLeave();
                    fix.run();
                  }}
                >
                  {fix.label}
                </button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
