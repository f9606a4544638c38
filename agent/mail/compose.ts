import type { AgentEmail, RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { ResolvedSettings } from '../../shared/connector.ts';
import { addressesOf } from '../../shared/email/addresses.ts';
import { ConnectorError } from '../../shared/runs/connector-error.ts';

/** An e-mail with its variables replaced, ready to be sent. */
export interface ReadyEmail {
  host: string;
  port: number;
  security: 'none' | 'starttls' | 'tls';
  login: { userName: string; password: string } | null;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  text: string;
}

/** Reads the settings of the e-mail's screen. @throws {ConnectorError} `email-incomplete` */
export function readyEmail(name: string, settings: ResolvedSettings, about: string): ReadyEmail {
  const text = (field: string) => String(settings[field] ?? '').trim();
  const needed = (field: string, label: string) => text(field) || incomplete(name, label);
  const to = addressesOf(text('to'));
  if (to.length === 0) incomplete(name, 'To');
  const security = text('security');
  const userName = text('userName');
  return {
    host: needed('host', 'Host'),
    port: Number(settings.port ?? 587),
    security: security === 'none' || security === 'tls' ? security : 'starttls',
    login: userName === '' ? null : { userName, password: String(settings.password ?? '') },
    from: needed('from', 'From'),
    to,
    cc: addressesOf(text('cc')),
    bcc: addressesOf(text('bcc')),
    // A line break would end the header.
    subject: needed('subject', 'Subject').replaceAll(/[\r\n]+/g, ' '),
    text: text('text') === '' ? about : String(settings.text),
  };
}

function incomplete(name: string, label: string): never {
  throw new ConnectorError({
    code: 'email-incomplete',
    message: `The e-mail "${name}" has nothing in the field ${label}.`,
    todo: `Fill in ${label} of the e-mail, or give a value to the variables in it, then deploy again.`,
  });
}

/** The text of an e-mail that has none of its own. */
export function aboutText({ about }: AgentEmail, { surroundings }: Pick<RunAssignment, 'surroundings'>): string {
  const lines = [`The operation "${about.operationName}" ended: ${about.state}.`];
  if (about.message !== '') lines.push('', about.message);
  lines.push('');
  if (surroundings) lines.push(`Project: ${surroundings.projectName}`, `Environment: ${surroundings.environmentName}`);
  lines.push(`Run: ${about.runId}`, `Ended: ${about.endedAt}`);
  return `${lines.join('\n')}\n`;
}
