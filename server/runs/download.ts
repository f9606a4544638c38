import type { Run } from '../../shared/runs/run.ts';
import type { Queryable } from '../database/sql.ts';
import { selectMessages } from './messages.ts';

export type LogFormat = 'text' | 'jsonl';

const PAGE = 1_000;

/**
 * A run's whole log, a page of messages at a time. As JSON Lines: first `{"run":…}`, then a message in each line. As text: a head
 * that says which run it is, then a line for each message, with what to do about it beneath.
 */
export async function* logLines(where: Queryable, run: Run, format: LogFormat): AsyncGenerator<string> {
  yield format === 'jsonl' ? `${JSON.stringify({ run })}\n` : head(run);
  for (let after = 0; ; ) {
    const messages = await selectMessages(where, run.id, after, PAGE);
    const lines = messages.map((message) => {
      if (format === 'jsonl') return `${JSON.stringify(message)}\n`;
      const line = `${message.at}  ${message.level.padEnd(7)}  ${oneLine(message.text)}\n`;
      return message.todo === undefined ? line : `${line}${' '.repeat(35)}→ ${oneLine(message.todo)}\n`;
    });
    yield lines.join('');
    const last = messages.at(-1);
    if (!last || messages.length < PAGE) return;
    after = last.number;
  }
}

function head(run: Run): string {
  const lines = [
    `Operation  ${run.operationName}`,
    `Run        ${run.id}`,
    `State      ${run.state}`,
    `Submitted  ${run.submittedAt}`,
    `Started    ${run.startedAt ?? 'not yet'}`,
    `Ended      ${run.endedAt ?? 'not yet'}`,
    `Agent      ${run.agentName ?? 'none'}`,
    `Objects    ${run.objects}`,
    `Bytes      ${run.bytes}`,
  ];
  return `${lines.map(oneLine).join('\n')}\n\n`;
}

/** What storages say may hold line breaks, which must not pass for lines of this log. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ⏎ ');
}
