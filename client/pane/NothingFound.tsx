import { CircleCheck, SearchX } from 'lucide-react';
import type { Filter } from '../state/pane-slice.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FILTER_NAMES, NOTHING_FOUND } from './filter.ts';

/** What the **Components** tab says when the search or the filter leaves nothing. */
export function NothingFound({ filter, query, onShowAll }: { filter: Filter; query: string; onShowAll: () => void }) {
  const searched = query.trim();
  const action = <Button onClick={onShowAll}>Show all</Button>;
  if (searched !== '')
    return (
      <EmptyState
        icon={<SearchX size={24} aria-hidden="true" />}
        title={`Nothing named “${searched}”`}
        text={
          filter === 'all'
            ? 'Custom groups, connections, activities and operations are searched by name.'
            : `Only what is ${FILTER_NAMES[filter].toLowerCase()} is searched.`
        }
        action={action}
      />
    );
  if (filter === 'all') return null;
  const { title, text } = NOTHING_FOUND[filter];
  return <EmptyState icon={<CircleCheck size={24} aria-hidden="true" />} title={title} text={text} action={action} />;
}
