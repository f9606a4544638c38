import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { keyOf } from '../canned/messages.ts';
import { type Measurement, onEach } from '../parts/bench.ts';
import { failuresOf, moversTable } from '../parts/report.ts';
import { inTurn } from '../parts/rounds.ts';
import { sizeText } from '../parts/settings.ts';
import { ofAll, type Usage, type Way } from '../parts/usage.ts';
import { sdkClient } from '../storages/s3.ts';

const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 * MEBIBYTE;
/** The most that one CopyObject takes. */
const LARGEST_COPY = 5 * GIBIBYTE;
const PART = 256 * MEBIBYTE;
const AT_ONCE = 8;
const TO = 'copy-to';
const KEY = 'copied.bin';

/** Get → Put with one account on one storage, beside the storage's own copy asked for by hand with the SDK. */
export const copy: Measurement = (bench) => {
  const { settings } = bench;
  const bytes = settings.copyBytes;
  return onEach(bench, ['store', 'ceph'], async (storage, world) => {
    const from = `copy-from-${bytes / MEBIBYTE}`;
    await storage.makeBuckets(from, TO);
    await storage.fill(from, 1, bytes);
    const client = sdkClient(storage.url, storage.source);
    const operation = await world.draw(
      'Copy',
      ['source', 'get-object', 'Get original', { bucket: from, key: keyOf(0) }],
      ['source', 'put-object', 'Put copy', { bucket: TO, key: KEY }],
    );
    const byHand = bytes <= LARGEST_COPY ? 'CopyObject by hand' : `UploadPartCopy by hand, ${AT_ONCE} at a time`;
    const ways: Way[] = [
      { name: 'Sluice', run: () => world.run(operation) },
      { name: byHand, run: () => counted(() => copyByHand(client, from, bytes)) },
    ];
    const results = await inTurn(storage, settings.rounds, ways, () => storage.take(TO, [KEY], bytes));
    client.destroy();
    const [ours] = results;
    const through = ours ? Math.max(...ofAll(ours, (usage) => usage.through ?? 0)) : Number.NaN;
    return {
      id: `${bytes > LARGEST_COPY ? 'copy-large' : 'copy'}-${storage.name}`,
      title: `Copy of ${sizeText(bytes)} on one storage: ${storage.title}`,
      how: `Get Object → Put Object with one account, ${settings.rounds} rounds; by hand with the AWS SDK, from within the bench, with the CRC32 that Sluice has the storage keep too, where it can.`,
      table: moversTable(results, { name: 'MB/s', amount: bytes / 1e6, cpu: { per: 'GiB', amount: bytes / GIBIBYTE } }),
      notes: [
        ...failuresOf(results),
        'Aim: within 1.1 × the time by hand (0.91 here), no byte of the object through the agent.',
        `All that the agent read and wrote in a run, its talk with the server included: ${(through / 1024).toFixed(0)} KiB at most.`,
      ],
    };
  });
};

async function counted(work: () => Promise<void>): Promise<Omit<Usage, 'storageCpu'>> {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6, peak: process.memoryUsage.rss() };
}

async function copyByHand(client: S3Client, from: string, bytes: number): Promise<void> {
  const CopySource = `${from}/${keyOf(0)}`;
  const target = { Bucket: TO, Key: KEY };
  if (bytes <= LARGEST_COPY) {
    await client.send(new CopyObjectCommand({ ...target, CopySource, ChecksumAlgorithm: 'CRC32' }));
    return;
  }
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' }),
  );
  const numbers = Array.from({ length: Math.ceil(bytes / PART) }, (_, index) => index + 1);
  const waiting = numbers.values();
  const tags: (string | undefined)[] = [];
  const worker = async () => {
    for (const PartNumber of waiting) {
      const first = (PartNumber - 1) * PART;
      const CopySourceRange = `bytes=${first}-${Math.min(bytes, first + PART) - 1}`;
      const part = { ...target, UploadId, PartNumber, CopySource, CopySourceRange };
      const { CopyPartResult } = await client.send(new UploadPartCopyCommand(part));
      tags[PartNumber] = CopyPartResult?.ETag;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const Parts = numbers.map((PartNumber) => ({ PartNumber, ETag: tags[PartNumber] }));
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
}
