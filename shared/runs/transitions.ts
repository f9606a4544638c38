import { type EndState, hasEnded, type RunState } from './run.ts';

/** What can happen to a run. */
export type RunEvent =
  /** An agent took it. */
  | { kind: 'taken' }
  /** Its agent told of progress. */
  | { kind: 'reported' }
  /** Its agent told of its end. */
  | { kind: 'ended'; state: EndState }
  /** Its agent told of its failure, and it is to be tried again. */
  | { kind: 'failed-for-now' }
  /** Somebody wants it canceled. */
  | { kind: 'cancel' }
  /** Its agent died, was cut off, or gave it back; `again` when another attempt is allowed. */
  | { kind: 'lost'; again: boolean }
  /** It cannot be handed to any agent, e.g. because a secret is gone. */
  | { kind: 'undeliverable' };

/**
 * The state after an event, or null when the event does not apply in this state: it then changes nothing. A run that has
 * ended stays as it is, whatever happens.
 */
export function nextState(state: RunState, event: RunEvent): RunState | null {
  if (hasEnded(state)) return null;
  switch (event.kind) {
    case 'taken':
      return state === 'Submitted' ? 'Received' : null;
    case 'undeliverable':
      return state === 'Submitted' ? 'Error' : null;
    case 'cancel':
      return state === 'Submitted' ? 'Canceled' : 'Cancel requested';
    case 'reported':
      return state === 'Submitted' ? null : state === 'Received' ? 'Running' : state;
    case 'ended':
      return state === 'Submitted' ? null : event.state;
    case 'failed-for-now':
      return state === 'Submitted' || state === 'Cancel requested' ? null : 'Submitted';
    case 'lost':
      if (state === 'Submitted') return null;
      if (state === 'Cancel requested') return 'Canceled';
      return event.again ? 'Submitted' : 'Error';
  }
}
