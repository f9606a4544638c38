import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import type { Run, RunState } from '../../shared/runs/run.ts';

/** The bytes of a run at an instant (milliseconds of a steady clock), and the rate found there (bytes per second). */
export interface Figure {
  bytes: number;
  at: number;
  rate: number;
}

/** Shorter spans give no meaningful rate. */
const SHORTEST_SPAN_MS = 150;

/** The next figure after `last`: the rate of the span between, smoothed by half the rate before it. */
export function nextFigure(last: Figure | undefined, bytes: number, at: number): Figure {
  if (!last || bytes < last.bytes) return { bytes, at, rate: 0 };
  const span = at - last.at;
  if (span < SHORTEST_SPAN_MS) return last;
  const rate = ((bytes - last.bytes) * 1000) / span;
  return { bytes, at, rate: last.rate === 0 ? rate : (rate + last.rate) / 2 };
}

/** Which of two states of the same run is the later one; an event may overtake a reply. */
export function laterOf(known: Run | undefined, run: Run): Run {
  if (!known || known.id !== run.id) return run;
  if (known.endedAt !== null && run.endedAt === null) return known;
  if (known.endedAt === null && run.endedAt !== null) return run;
  if (known.attempt !== run.attempt) return known.attempt > run.attempt ? known : run;
  // Not by the bytes alone: those that must be sent again are taken back.
  if (known.state !== run.state && known.endedAt === null)
    return WITHIN_ATTEMPT.indexOf(known.state) > WITHIN_ATTEMPT.indexOf(run.state) ? known : run;
  return known.bytes > run.bytes ? known : run;
}

/** How a run goes on from when an agent takes it, which begins an attempt; one that is lost or tried again waits for the next. */
const WITHIN_ATTEMPT: readonly RunState[] = ['Received', 'Running', 'Cancel requested', 'Submitted'];

/** The most messages of one run held in the page; the oldest go first. */
const MOST_MESSAGES = 5000;

/** Two lists of messages as one: each number once, in order. */
export function mergeMessages(
  known: readonly NumberedMessage[],
  more: readonly NumberedMessage[],
): readonly NumberedMessage[] {
  const last = known.at(-1)?.number ?? -1;
  const first = more[0]?.number ?? 0;
  const merged =
    first > last
      ? [...known, ...more]
      : [...new Map([...known, ...more].map((message) => [message.number, message])).values()].sort(
          (a, b) => a.number - b.number,
        );
  return merged.slice(-MOST_MESSAGES);
}
