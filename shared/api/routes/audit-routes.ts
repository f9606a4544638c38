import { z } from 'zod';
import { ADMINISTRATOR } from '../../access/need.ts';
import { AuditFilter, AuditPage, AuditRetention } from '../audit.ts';
import { none } from './params.ts';
import { route } from './route-of.ts';

/** The audit log: who did what. */
export const auditRoutes = {
  listAudit: route({
    id: 'listAudit',
    method: 'GET',
    path: '/api/audit',
    need: ADMINISTRATOR,
    query: z.strictObject({
      ...AuditFilter.shape,
      before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    summary: 'The audit log, the newest first, by pages.',
    reply: AuditPage,
  }),
  downloadAudit: route({
    id: 'downloadAudit',
    method: 'GET',
    path: '/api/audit/download',
    need: ADMINISTRATOR,
    replies: 'file',
    query: z.strictObject({ ...AuditFilter.shape, format: z.enum(['csv', 'jsonl']).default('csv') }),
    summary: 'The audit log to download, the oldest first, as CSV or as JSON Lines.',
    reply: z.unknown(),
  }),
  getAuditRetention: route({
    id: 'getAuditRetention',
    method: 'GET',
    path: '/api/audit/retention',
    need: ADMINISTRATOR,
    summary: 'For how many days the audit log is kept.',
    reply: AuditRetention,
  }),
  setAuditRetention: route({
    id: 'setAuditRetention',
    method: 'PUT',
    path: '/api/audit/retention',
    need: ADMINISTRATOR,
    summary: 'Sets for how many days the audit log is kept. What is older is removed.',
    body: z.strictObject(AuditRetention.shape),
    reply: none,
  }),
} as const;
