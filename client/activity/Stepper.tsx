import { Check } from 'lucide-react';
import styles from './Stepper.module.css';

export interface StepperStep {
  readonly title: string;
  /** Gone through, or open to go to. */
  readonly reachable: boolean;
  readonly finished: boolean;
}

interface StepperProps {
  steps: readonly StepperStep[];
  /** From 0. */
  current: number;
  onGo: (step: number) => void;
}

/** Numbered steps; the current one is larger, those that can be gone to are buttons. */
export function Stepper({ steps, current, onGo }: StepperProps) {
  return (
    <nav aria-label="Steps">
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const isCurrent = index === current;
          const mark = step.finished && !isCurrent ? <Check size={12} strokeWidth={3} /> : index + 1;
          return (
            <li key={step.title} className={styles.step} data-current={isCurrent || undefined}>
              <button
                type="button"
                className={styles.button}
                aria-current={isCurrent ? 'step' : undefined}
                disabled={!isCurrent && !step.reachable}
                onClick={() => !isCurrent && onGo(index)}
              >
                <span className={styles.number} data-finished={step.finished || undefined} aria-hidden="true">
                  {mark}
                </span>
                <span>
                  <span className="visually-hidden">{`Step ${index + 1}: `}</span>
                  {step.title}
                  {step.finished && !isCurrent && <span className="visually-hidden"> (done)</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
