import type { RunAssignment } from '../../shared/api/agent-gateway.ts';
import type { Id } from '../../shared/project/id.ts';
import type { ProxyState } from '../../shared/proxy/proxy-settings.ts';
import type { RecordValue } from '../../shared/runs/payload.ts';
import type { StepPlan } from '../../shared/runs/plan.ts';
import type { Receipt } from '../../shared/runs/transfers.ts';
import type { PlainError } from './plain-error.ts';

/** Where a thread finds a connector: among those that came with the agent, or in the agent's folder of downloads. */
export interface ConnectorPlace {
  id: string;
  version: string;
  /** Absent: it came with the agent. */
  folder?: string;
}

/** What a thread is told once of a run whose objects it is to work on. */
export interface RunSetUp {
  /** Without what is known of earlier attempts. */
  assignment: Omit<RunAssignment, 'resume'>;
  /** The objects that an earlier attempt has left an open upload to. */
  earlierUploads: readonly { bucket: string; key: string }[];
  /** The step whose objects they are. */
  listStep: Id;
  agentName: string;
  connectors: readonly ConnectorPlace[];
  /** Absent: the agent has none that it tells of. */
  proxy?: ProxyState | undefined;
}

/** One object. */
export interface ItemRow {
  /** By which it is known between the threads. */
  slot: number;
  /** Its number in the list, from 1. */
  sequence: number;
  unsure: boolean;
  record: RecordValue;
}

/** What became of one object; `elsewhere`: it takes what a thread does not have, and nothing was done yet. */
export type OutcomeRow = { slot: number; wasDone: boolean } & (
  | { receipts: readonly Receipt[] }
  | { stepId: Id; error: PlainError }
  | { elsewhere: true }
);

/** What was counted since the last time, by step. */
export type FigureRow = [stepId: Id, moved: number, copied: number, finished: number];

export interface DoneBatch {
  outcomes: readonly OutcomeRow[];
  figures: readonly FigureRow[];
  plans: readonly [stepId: Id, plan: StepPlan][];
  warnings: readonly [stepId: Id, code: string, text: string][];
  /** Beside those. */
  moreWarnings: number;
  /** A storage has asked for fewer requests. */
  slowedDown: boolean;
}

/**
 * To a thread. Batches of objects travel as JSON: it costs less than half of what copying objects from thread to thread does.
 * Runs are told apart by a number of their own.
 */
export type ToThread =
  | { type: 'open'; run: number; setUp: RunSetUp }
  /** @property items `ItemRow[]` */
  | { type: 'items'; run: number; items: string }
  | { type: 'proxy'; state: ProxyState }
  /** All that goes on is to stop. */
  | { type: 'stop'; run: number }
  | { type: 'close'; run: number };

export type FromThread =
  | { type: 'opened'; run: number }
  | { type: 'refused'; run: number; reason: string }
  /** @property batch a `DoneBatch` */
  | { type: 'done'; run: number; batch: string };
