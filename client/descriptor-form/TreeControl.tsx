import { FolderSearch } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { LoadedOverlay } from '../ui/LoadedOverlay.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import type { ControlProps } from './form-handle.ts';
import { TextControl } from './TextControl.tsx';
import styles from './TreeControl.module.css';
import { allFieldsHold, treeOf } from './tree-field.ts';

const TreeDialog = lazyPart(() => import('./TreeDialog.tsx'));

/** One line of text that can also be picked from a folder-like view. */
export function TreeControl({ field, form }: ControlProps<'text'>) {
  const [isOpen, setOpen] = useState(false);
  const { tree } = field;
  const { settings } = form.draft;
  if (!tree || !allFieldsHold(tree, settings)) return <TextControl field={field} form={form} />;
  const within = treeOf(tree, settings);
  return (
    <div className={styles.control}>
      <div className={styles.field}>
        <TextControl field={field} form={form} />
      </div>
      <Button
        icon={<FolderSearch size={14} aria-hidden="true" />}
        disabledReason={within === null ? (tree.whileEmpty ?? 'Fill in the fields above first.') : null}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
      >
        Browse…
      </Button>
      {isOpen && within !== null && (
        <LoadedOverlay open onEscape={() => setOpen(false)}>
          <TreeDialog
            tree={tree}
            within={within}
            surroundings={form.surroundings}
            onClose={() => setOpen(false)}
            onChoose={(id) => {
              // A bracket of a key is no reference to a variable.
              form.setValue(field, field.variables ? id.replaceAll('[', '\\[') : id);
              form.touch(field);
              setOpen(false);
            }}
          />
        </LoadedOverlay>
      )}
    </div>
  );
}
