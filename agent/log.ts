import { type Logger, pino } from 'pino';

export type AgentLog = Logger;

/** The agent's own log, as JSON lines on standard error. Never put a secret in it. */
export function createLog(level: string = 'info'): AgentLog {
  return pino({ level, base: { name: 'agent' } }, pino.destination(2));
}
