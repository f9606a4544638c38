import { cpus } from 'node:os';
import { keyOf } from '../canned/messages.ts';
import type { Section } from '../parts/report.ts';
import { sizeText } from '../parts/settings.ts';
import { inRange } from '../parts/usage.ts';
import { limitCpu } from './cpu-share.ts';
import { flood } from './flood.ts';
import type { BenchAgent, Installation } from './installation.ts';
import type { ScaleSettings } from './settings.ts';

const SLOTS = 2;
/** Each agent may use so much of the whole machine: two leave the better part of it to storage, server and database. */
const SHARE_OF_MACHINE = 0.15;
const OBJECTS = 12;

/** Bytes a second of one and of two agents, each kept to a share of a processor of its own. */
export async function measureBytes(installation: Installation, settings: ScaleSettings): Promise<Section> {
  const { bytes, rounds } = settings;
  await installation.storage.fill('large', 1, bytes);
  const copying = await installation.project('Bytes', { bucket: 'large', key: keyOf(0) });
  const share = Math.min(1, SHARE_OF_MACHINE * cpus().length);
  const agents: BenchAgent[] = [];
  const remove: (() => void)[] = [];
  const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
  let isLimited = true;
  try {
    for (const name of ['Share 1', 'Share 2']) {
      const agent = await installation.startAgent(name, SLOTS);
      agents.push(agent);
      await flood(installation, copying, SLOTS);
      const removeGroup = limitCpu(agent.pid, share);
      if (removeGroup === null) isLimited = false;
      else remove.push(removeGroup);
    }
    for (let round = 0; round < rounds; round += 1)
      for (const count of [1, 2] as const) {
        for (const [index, agent] of agents.entries()) await agent.work(index < count);
        const { seconds } = await flood(installation, copying, OBJECTS);
        rates[count].push((OBJECTS * bytes) / 1e6 / seconds);
      }
  } finally {
    await Promise.all(agents.map((agent) => agent.stop()));
    for (const one of remove) one();
  }
  const ratios = rates[2].map((rate, round) => rate / (rates[1][round] ?? Number.NaN));
  const limit = isLimited
    ? `each kept by a control group to ${share.toFixed(2)} of a processor`
    : 'not kept to shares of the processors, as control groups are not permitted here: so both compete for the same';
  return {
    id: 'scale-bytes',
    title: 'Scale: bytes',
    how: `${OBJECTS} runs of Get Object → Put Object of ${sizeText(bytes)} with two accounts on the canned storage, on one and on two agents of ${SLOTS} slots in turn, ${limit}; ${rounds} rounds.`,
    table: {
      headings: ['agents', 'MB/s', '× one agent'],
      rows: [
        ['1', inRange(rates[1], 0), ''],
        ['2', inRange(rates[2], 0), inRange(ratios, 2)],
      ],
    },
  };
}
