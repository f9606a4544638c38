export interface AgentCommand {
  title: string;
  text: string;
}

/**
 * How an agent is started that registers with a token. The token goes by the environment: others can read a command line.
 * @param origin the server's address, as this browser knows it
 * @param version the server's
 */
export function agentCommands(origin: string, token: string, version: string): AgentCommand[] {
  const settings = `SLUICE_SERVER_URL=${origin} \\\nSLUICE_AGENT_TOKEN=${token} \\\n`;
  return [
    { title: 'With the package (npm run package makes it)', text: `${settings}npx ./sluice-${version}.tgz agent` },
    { title: 'With a checkout', text: `${settings}node cli/sluice.mjs agent` },
  ];
}
