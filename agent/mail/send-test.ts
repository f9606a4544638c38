import type { AgentQuestion } from '../../shared/api/agent-gateway.ts';
import { EMAIL_SECTIONS } from '../../shared/email/screen.ts';
import { resolveSettings } from '../resolve.ts';
import { variablesOfStep } from '../variables.ts';
import { readyEmail } from './compose.ts';
import { sendEmail } from './send.ts';

export type EmailQuestion = Extract<AgentQuestion, { kind: 'email' }>;

/**
 * Sends an e-mail as a test: its subject says so, Cc and Bcc get none, and what only a run knows has a stand-in.
 * @throws {ConnectorError} as `sendEmail` and `readyEmail`
 */
export async function sendTestEmail(
  { requestId, email, variables, surroundings }: EmailQuestion,
  agentName: string,
  signal: AbortSignal,
): Promise<{ message: string }> {
  const run = {
    runId: requestId,
    operation: { id: requestId, name: 'Test', steps: [] },
    previous: { success: false, error: 'The error of a run stands here.' },
    variables,
    ...(surroundings ? { surroundings } : {}),
  };
  const lookUp = variablesOfStep(run, agentName);
  const settings = resolveSettings(EMAIL_SECTIONS, email.settings, lookUp, `The e-mail "${email.name}"`);
  const about = `This is a test of the e-mail "${email.name}". Sent after a run, it tells how that ended.\n`;
  const ready = readyEmail(email.name, settings, about);
  const test = { ...ready, cc: [], bcc: [], subject: `Test: ${ready.subject}` };
  const { accepted, refused, response } = await sendEmail(test, signal);
  const recipients = accepted === 1 ? '1 recipient' : `${accepted} recipients`;
  const others = refused.length > 0 ? ` It refused ${refused.join(', ')}.` : '';
  return {
    message: `The SMTP server ${ready.host}:${ready.port} took it for ${recipients}: ${response}.${others}`,
  };
}
