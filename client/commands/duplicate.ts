import { Copy } from 'lucide-react';
import type { Command } from './command.ts';
import { duplicateOperation } from './duplication.ts';

/** A second operation whose steps refer to the same components. */
export const duplicateWithReferences: Command = {
  id: 'duplicate-with-references',
  needs: 'write',
  title: 'With step references',
  icon: Copy,
  when: (target) => target.kind === 'operation',
  run: (target, state) => {
    const { project } = state;
    if (!project || target.kind !== 'operation') return;
    const copy = duplicateOperation(project, target.id, 'references');
    if (copy && state.edit(copy.label, copy.edit)) state.select([copy.select], { reveal: true });
  },
};

/** A second operation with its own copies of the components. */
export const duplicateWithCopies: Command = {
  ...duplicateWithReferences,
  id: 'duplicate-with-copies',
  title: 'With step copies',
  run: (target, state) => {
    const { project } = state;
    if (!project || target.kind !== 'operation') return;
    const copy = duplicateOperation(project, target.id, 'copies');
    if (copy && state.edit(copy.label, copy.edit)) state.select([copy.select], { reveal: true });
  },
};
