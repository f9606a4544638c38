import { z } from 'zod';
import { Id } from '../project/id.ts';
import { MAX_VARIABLE_LENGTH, VariableName } from '../project/variable.ts';

/** That a variable has a value in the project's environment; absent `value`: it is not shown, as the variable is hidden. */
export const VariableValue = z.object({
  variableId: Id,
  changedAt: z.iso.datetime(),
  value: z.string().optional(),
});
export type VariableValue = z.infer<typeof VariableValue>;

/** Values of variables that a run is started with, name to value. */
export const Globals = z
  .record(VariableName, z.string().max(MAX_VARIABLE_LENGTH))
  .refine((values) => Object.keys(values).length <= 200, 'more than 200 variables');
export type Globals = z.infer<typeof Globals>;
