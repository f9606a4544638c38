import { z } from 'zod';
import { Id } from './id.ts';
import { MAX_NAME_LENGTH } from './name.ts';

/** What a variable's name is made of: the same as a reference `[name]` in a field. */
export const VARIABLE_NAME_PATTERN = /^[A-Za-z0-9_.-]+$/;

/** What is wrong with a variable's name, as a sentence for the person who typed it, or null. Uniqueness: see `checks/`. */
export function variableNameProblem(name: string): string | null {
  if (name.length === 0) return 'Enter a name.';
  if (name.length > MAX_NAME_LENGTH)
    return `The name has ${name.length} characters; at most ${MAX_NAME_LENGTH} are allowed.`;
  if (!VARIABLE_NAME_PATTERN.test(name)) return 'The name may hold letters (A to Z), digits, _, . and - only.';
  return null;
}

/** A variable's name; see {@link variableNameProblem} for the rules. */
export const VariableName = z.string().superRefine((name, context) => {
  const problem = variableNameProblem(name);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});
export type VariableName = z.infer<typeof VariableName>;

/** The longest value, in characters. */
export const MAX_VARIABLE_LENGTH = 32_768;

const deployedFields = {
  id: Id,
  name: VariableName,
  /** Stands in where an environment has no value. A hidden variable has none: the document is no place for secrets. */
  defaultValue: z.string().max(MAX_VARIABLE_LENGTH).optional(),
  /** It must have a value or a default value: the `{default}` of a field does not stand in for it. */
  required: z.boolean(),
  /** Its value is never sent to a browser, and is blotted out in messages. */
  hidden: z.boolean(),
};

/** What a deployment keeps of a variable that its components name. */
export const DeployedVariable = z.strictObject(deployedFields);
export type DeployedVariable = z.infer<typeof DeployedVariable>;

/**
 * A project variable. Its *value* is not part of the design: the server keeps one for each project and environment, encrypted
 * when the variable is hidden, so that it can be changed without deploying again.
 */
export const ProjectVariable = z
  .strictObject({ ...deployedFields, description: z.string().max(2000).optional() })
  .refine((variable) => !variable.hidden || variable.defaultValue === undefined, {
    message: 'a hidden variable has no default value in the document',
    path: ['defaultValue'],
  });
export type ProjectVariable = z.infer<typeof ProjectVariable>;
