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

/** Global variables that deployed operations name, with what stands in where a run is started without a value. */
export const GlobalNames = z.object({
  deployed: z.boolean(),
  globals: z.array(z.object({ name: z.string(), defaults: z.array(z.string()), usedBy: z.array(z.string()) })),
});
export type GlobalNames = z.infer<typeof GlobalNames>;

/** Values of variables that a run is started with, name to value. */
export const Globals = z
  .record(VariableName, z.string().max(MAX_VARIABLE_LENGTH))
  .refine((values) => Object.keys(values).length <= 200, 'more than 200 variables');
export type Globals = z.infer<typeof Globals>;

/** The values that a run was started with, so that it can be run again with them. */
export const RunGlobals = z.object({
  globals: Globals,
  /** Names of values that are not shown, as a variable of that name has been hidden since. */
  withheld: z.array(z.string()),
});
export type RunGlobals = z.infer<typeof RunGlobals>;
