import { useState } from 'react';
import { allFields } from '../../shared/checks/fields.ts';
import { knownNames } from '../../shared/checks/variable-problems.ts';
import type { Field, Section } from '../../shared/connector.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import { useDesigner } from '../state/designer.ts';
import { afterPress } from '../ui/after-press.ts';
import { type Draft, draftProblems, withSecret, withValue } from './draft.ts';
import { focusFirstWrong } from './first-wrong.ts';
import type { FormHandle, Surroundings } from './form-handle.ts';
import type { EditingHandle } from './use-editing.ts';

export interface ScreenForm {
  readonly form: FormHandle;
  /** The labels of the visible required fields that are still empty. */
  readonly missing: readonly string[];
  /** Whether every visible field holds what it may hold. */
  readonly valid: boolean;
  /** Shows what is wrong with every field, and takes the focus to the first. */
  showAll(): void;
}

/**
 * What the controls of a screen need, made from its draft.
 * @param warnings what deserves a thought, by field name.
 */
export function useScreenForm<D extends Draft>(
  sections: readonly Section[],
  editing: EditingHandle<D>,
  surroundings: Surroundings,
  warnings: ReadonlyMap<string, string>,
): ScreenForm {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [allShown, setAllShown] = useState(false);
  const fields = allFields(sections);
  const project = useDesigner((state) => state.project);
  const knownVariable = project ? knownNames(project, isPredefined) : isPredefined;
  const problems = draftProblems(fields, editing.draft, knownVariable);
  const labels = new Map(fields.map((field) => [field.name, field.label]));
  const missing = [...problems.values()].filter((problem) => problem.kind === 'missing');
  const form: FormHandle = {
    draft: editing.draft,
    surroundings,
    errorOf: (field) => (allShown || touched.has(field.name) ? (problems.get(field.name)?.message ?? null) : null),
    warningOf: (field) => warnings.get(field.name) ?? null,
    setValue: (field, value) => editing.change((draft) => withValue(draft, field, value)),
    setSecret: (field, text) => editing.change((draft) => withSecret(draft, field, text)),
    touch: (field: Field) =>
      afterPress(() => setTouched((before) => (before.has(field.name) ? before : new Set([...before, field.name])))),
  };
  return {
    form,
    missing: missing.map((problem) => labels.get(problem.field) ?? problem.field),
    valid: problems.size === 0,
    showAll: () => {
      setAllShown(true);
      focusFirstWrong();
    },
  };
}
