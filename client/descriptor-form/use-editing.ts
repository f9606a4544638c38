import { useState } from 'react';
import {
  type Editing,
  follow,
  isDirty,
  keepMine,
  type RemoteChange,
  remoteChange,
  startEditing,
  takeTheirs,
} from './editing.ts';

export interface EditingHandle<D> {
  readonly draft: D;
  /** All of it, to be taken up again by a screen that is opened later. */
  readonly kept: Editing<D>;
  readonly dirty: boolean;
  /** What somebody else did to the stored thing since; the person has to decide while it is not `none`. */
  readonly remote: RemoteChange;
  change(update: (draft: D) => D): void;
  takeTheirs(): void;
  keepMine(): void;
}

/**
 * The draft of a configuration screen. `stored` is what the project holds now (null when it holds none), `fresh` what
 * something new starts from; only the first `fresh` counts. `resumed`: what another screen has kept.
 */
export function useEditing<D>(stored: D | null, fresh: D, resumed?: Editing<D>): EditingHandle<D> {
  const [kept, setEditing] = useState<Editing<D>>(() => resumed ?? startEditing(stored, fresh));
  const editing = follow(kept, stored);
  if (editing !== kept) setEditing(editing);
  return {
    draft: editing.draft,
    kept: editing,
    dirty: isDirty(editing),
    remote: remoteChange(editing, stored),
    change: (update) => setEditing((before) => ({ ...before, draft: update(before.draft) })),
    takeTheirs: () => {
      if (stored) setEditing(takeTheirs(stored));
    },
    keepMine: () => setEditing((before) => keepMine(before, stored)),
  };
}
