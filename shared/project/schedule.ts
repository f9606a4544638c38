import { z } from 'zod';
import { endsAfterStart, recurrenceFields } from '../schedules/recurrence.ts';
import { Id } from './id.ts';
import { Name } from './name.ts';

/** When operations run by themselves. One schedule may serve many operations; it acts once they are deployed with it. */
export const Schedule = z
  .strictObject({ id: Id, name: Name, ...recurrenceFields })
  .refine(endsAfterStart, { path: ['endDate'], message: 'it ends before it begins' });
export type Schedule = z.infer<typeof Schedule>;
