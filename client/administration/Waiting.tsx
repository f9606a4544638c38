import { CircleAlert } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';

/** What stands in a list's place until it is there. */
export function Waiting({ what, error, again }: { what: string; error: Error | null; again(): void }) {
  if (!error) return <Spinner size={20} label={`Loading ${what}`} />;
  return (
    <EmptyState
      icon={<CircleAlert size={28} aria-hidden="true" />}
      title={`The ${what} can’t be shown`}
      text={error.message}
      action={<Button onClick={again}>Try again</Button>}
    />
  );
}
