import { z } from 'zod';
import { inProject } from '../../access/need.ts';
import { Id } from '../../project/id.ts';
import { MAX_VARIABLE_LENGTH } from '../../project/variable.ts';
import { VariableValue } from '../variables.ts';
import { none, projectParams } from './params.ts';
import { route } from './route-of.ts';

/** What is kept beside the document: secrets, and the values of project variables. */
export const valueRoutes = {
  storeSecret: route({
    id: 'storeSecret',
    method: 'POST',
    path: '/api/projects/:projectId/secrets',
    need: inProject('write'),
    params: projectParams,
    summary:
      'Stores a secret, encrypted, and gives the reference that stands for it in the document. It can never be read back.',
    body: z.strictObject({ value: z.string().min(1).max(8192) }),
    reply: z.object({ secret: Id }),
  }),
  listVariableValues: route({
    id: 'listVariableValues',
    method: 'GET',
    path: '/api/projects/:projectId/variables',
    need: inProject('read'),
    params: projectParams,
    summary:
      'The project variables that have a value in the project’s environment. The value of a hidden one is never sent.',
    reply: z.object({ values: z.array(VariableValue) }),
  }),
  setVariableValue: route({
    id: 'setVariableValue',
    method: 'PUT',
    path: '/api/projects/:projectId/variables/:variableId',
    need: inProject('write'),
    params: z.strictObject({ projectId: Id, variableId: Id }),
    summary:
      'Sets the value of a project variable in the project’s environment, or with null takes it away. The next run has it, without a deployment.',
    body: z.strictObject({
      value: z.string().max(MAX_VARIABLE_LENGTH).nullable(),
      /** Keeps it from ever being sent back, also while the variable is not hidden in the design yet. */
      hidden: z.boolean().default(false),
    }),
    reply: none,
  }),
} as const;
