import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Button } from '../ui/Button.tsx';

interface ActivityActionsProps {
  isLast: boolean;
  /** What keeps the activity from being saved; null when nothing does. */
  nameProblem: string | null;
  onSave: () => void;
  onNext: () => void;
  onBack: () => void;
  onFinish: () => void;
  onDiscard: () => void;
}

/** The buttons of an activity's screen: each step has its own. */
export function ActivityActions(props: ActivityActionsProps) {
  const { isLast, nameProblem, onSave, onNext, onBack, onFinish, onDiscard } = props;
  const refusal = useWhyNotAllowed('write');
  return (
    <>
      {isLast && <Button onClick={onBack}>Back</Button>}
      {isLast ? (
        <Button variant="primary" disabledReason={refusal} onClick={onFinish}>
          Finished
        </Button>
      ) : (
        <Button variant="primary" onClick={onNext}>
          Next
        </Button>
      )}
      <Button disabledReason={refusal ?? nameProblem} onClick={onSave}>
        {'Save & Exit'}
      </Button>
      <Button onClick={onDiscard}>Discard Changes</Button>
    </>
  );
}
