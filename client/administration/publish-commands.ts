import type { AgentCommand } from './agent-commands.ts';

/**
 * How a connector is published, and how one sees what there is, from a checkout.
 * @param origin the server's address, as this browser knows it
 */
export function publishCommands(origin: string): AgentCommand[] {
  const sluice = `SLUICE_URL=${origin} \\\nnode cli/sluice.mjs connector`;
  return [
    { title: 'Publish a folder, or an .mjs that is bundled already', text: `${sluice} publish ./my-connector` },
    { title: 'List what is published', text: `${sluice} list` },
  ];
}
