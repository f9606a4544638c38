import { designer } from '../state/designer.ts';
import { planRename } from '../state/rename-plan.ts';
import type { Named } from '../state/selected.ts';
import { NameInput } from '../ui/NameInput.tsx';

/** Edits a thing's name where it is shown, while `renaming` says so. */
export function RenameInput({ item, name, className }: { item: Named; name: string; className?: string | undefined }) {
  return (
    <NameInput
      label={`Name of ${name}`}
      value={name}
      className={className}
      problem={(typed) => {
        const { project } = designer.getState();
        return project ? planRename(project, item, typed).problem : null;
      }}
      onCommit={(typed) => designer.getState().rename(item, typed)}
      onEnd={() => designer.getState().endRename()}
    />
  );
}
