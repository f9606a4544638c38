import { fitsServer } from '../../shared/agent-version.ts';
import { agentRoutes } from '../../shared/api/agent-routes.ts';
import type { Environments } from '../environments/service.ts';
import { type HandlerTable, handleAgent, handleAgentBytes } from '../http/handler.ts';
import { lockNotHeld, loseRuns } from '../runs/lose.ts';
import { keepOutput } from '../runs/report.ts';
import { type ClaimParts, claim, versionWrong } from './claim.ts';
import { greet, lockAgent } from './presence.ts';
import { report } from './report.ts';

/** What agents call. */
export function agentHandlers(parts: ClaimParts & { environments: Environments }): HandlerTable {
  const { core, queue, questions, environments, version } = parts;
  const { transaction } = core.database;
  return [
    handleAgent(agentRoutes.hello, async ({ agent, body, signal }) => {
      const { holding, ...hello } = body;
      const fits = fitsServer(hello.version, version);
      await transaction(async (trx) => {
        await lockAgent(trx, agent.id);
        signal.throwIfAborted();
        // Before anything is noted of its new life: how it was last heard of tells what its old one ended by.
        const rows = await lockNotHeld(trx, agent.id, holding);
        await loseRuns(core, queue, trx, rows, 'agent-restarted');
        await greet(environments, trx, agent, hello, fits, core.serverId);
      });
      if (!fits) throw versionWrong(hello.version, version);
      return { agentId: agent.id, name: agent.name };
    }),
    handleAgent(agentRoutes.claim, ({ agent, body, signal }) => claim(parts, agent, body, signal)),
    handleAgent(agentRoutes.report, ({ agent, body, signal }) =>
      report({ core, queue, environments }, agent, body, signal),
    ),
    handleAgent(agentRoutes.answer, async ({ agent, params, body }) => {
      await transaction((trx) => questions.answer(trx, agent, params.requestId, body));
      return {};
    }),
    handleAgentBytes(agentRoutes.keepOutput, async ({ agent, params, query, bytes }) => {
      await transaction((trx) => keepOutput(trx, agent.id, { ...params, fence: query.fence, content: bytes }));
      return {};
    }),
  ];
}
