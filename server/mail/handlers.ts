import { z } from 'zod';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import { allFields, fieldProblems } from '../../shared/checks/fields.ts';
import { knownNames } from '../../shared/checks/variable-problems.ts';
import { EMAIL_SECTIONS } from '../../shared/email/screen.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import type { Questions } from '../agents/questions.ts';
import type { Core } from '../core.ts';
import type { Environments } from '../environments/service.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';

const Answer = z.object({ message: z.string() });

/** **Send test e-mail**: an agent sends it, as it is there that the SMTP server can be reached. */
export function mailHandlers(core: Core, environments: Environments, questions: Questions): HandlerTable {
  const { db } = core.database;
  return [
    handleJson(routes.sendTestEmail, async ({ params: { projectId }, body: email, signal }): Promise<TestReply> => {
      const { project } = await core.projects.current(db, projectId);
      const [wrong] = fieldProblems(allFields(EMAIL_SECTIONS), email.settings, knownNames(project, isPredefined));
      if (wrong)
        return notSent({ code: 'settings-invalid', message: wrong.message, todo: 'Mend the field, then try again.' });
      const { agentGroupId } = await environments.of(db, projectId);
      const { answer, agentName } = await questions.ask(projectId, agentGroupId, { kind: 'email', email }, signal);
      if (!answer.ok) return notSent(answer);
      const agents = [{ name: agentName, connectorVersion: '', updated: false }];
      return { result: { ok: true, message: Answer.parse(answer.value).message }, agents };
    }),
  ];
}

function notSent({ code, message, todo }: { code: string; message: string; todo: string }): TestReply {
  return { result: { ok: false, code, name: 'The e-mail was not sent', message, todo }, agents: [] };
}
