import type { AgentEmail, RunAssignment } from '../../shared/api/agent-gateway.ts';
import { EMAIL_SECTIONS } from '../../shared/email/screen.ts';
import type { Id } from '../../shared/project/id.ts';
import type { RunProgress } from '../progress.ts';
import { resolveSettings } from '../resolve.ts';
import { variablesOfStep } from '../variables.ts';
import { aboutText, readyEmail } from './compose.ts';
import { sendEmail } from './send.ts';

/** Executes a run that sends an e-mail. @throws {ConnectorError} */
export async function executeEmail(
  assignment: RunAssignment,
  email: AgentEmail,
  parts: { agentName: string; progress: RunProgress; signal: AbortSignal },
): Promise<void> {
  // Its variables are those of the run that it tells of.
  const of = { ...assignment, runId: email.about.runId };
  const { error } = assignment.previous ?? {};
  const lookUp = variablesOfStep(of, parts.agentName, error === undefined ? {} : { error });
  const settings = resolveSettings(EMAIL_SECTIONS, email.settings, lookUp, `The e-mail "${email.name}"`);
  const ready = readyEmail(email.name, settings, aboutText(email, assignment));
  parts.signal.throwIfAborted();
  const { accepted, refused, response } = await sendEmail(
    ready,
    parts.signal,
    messageIdOf(assignment.runId, ready.from),
  );
  const server = `${ready.host}:${ready.port}`;
  const recipients = accepted === 1 ? '1 recipient' : `${accepted} recipients`;
  parts.progress.log('info', 'email-sent', `The SMTP server ${server} took the e-mail for ${recipients}: ${response}`);
  if (refused.length > 0)
    parts.progress.log(
      'warning',
      'email-refused-for',
      `The SMTP server ${server} refused it for ${refused.join(', ')}.`,
      {
        todo: 'Correct the addresses of the e-mail.',
      },
    );
}

/**
 * The same for each attempt of a run: an agent that dies after the server took the e-mail leaves a run that sends it once more, and
 * mail systems that drop a message they have had already (RFC 5322, 3.6.4) deliver it once.
 */
export function messageIdOf(runId: Id, from: string): string {
  const domain = /@([a-z0-9.-]+)>?\s*$/i.exec(from)?.[1] ?? 'sluice.invalid';
  return `<${runId}@${domain}>`;
}
