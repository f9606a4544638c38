import { cephAvailable } from '../../testing/ceph/available.ts';
import { startCeph } from '../../testing/ceph/start-ceph.ts';
import { cpuSeconds, descendants } from '../parts/processes.ts';
import { createFiller } from './s3.ts';
import type { BenchStorage } from './storage.ts';

/** Holds the source, what is being written, and what has been overwritten and not been cleared away yet. */
const MEMORY_BYTES = 10 * 1024 ** 3;

/** Starts a Ceph, all in memory. @throws when its programs are missing */
export async function startCephStorage(): Promise<BenchStorage> {
  const availability = cephAvailable();
  if (!availability.available) throw new Error(`Ceph cannot be started: ${availability.reason}`);
  const ceph = await startCeph({ memoryBytes: MEMORY_BYTES, withSecondKey: true });
  const daemons = descendants(process.pid, (words) => /(^|\/)(ceph-osd|ceph-mon|radosgw)$/.test(words[0] ?? ''));
  const source = { accessKeyId: ceph.accessKeyId, secretAccessKey: ceph.secretAccessKey };
  const filler = createFiller(ceph.endpoint, source);
  return {
    name: 'ceph',
    title: 'Ceph',
    url: ceph.endpoint,
    source,
    target: ceph.second ?? source,
    caFile: undefined,
    cpu: () => daemons.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    makeBuckets: filler.makeBuckets,
    fill: filler.fill,
    take: filler.take,
    close: async () => {
      filler.close();
      await ceph.close();
    },
  };
}
