import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Id, newId } from '../../shared/project/id.ts';
import type { Core } from '../core.ts';
import { ApiError } from '../http/api-error.ts';
import { keepInstallation, readInstallation, writeInstallation } from '../installation.ts';
import { open, type SecretKey, seal } from '../secrets/cipher.ts';
import { fillStore, type StoreAccess } from './fill-store.ts';
import { SAMPLE_CONNECTION_ID, SAMPLE_PROJECT_NAME, sampleConnection, sampleEdits } from './project.ts';
import { keepStoreRunning } from './store-process.ts';

const KEY = 'sample';
const REGION = 'us-east-1';
/** The sample's own edits: a name for their sender, and ids that keep one from being made twice. */
const CLIENT = 'sample';

const Kept = z.object({
  projectId: Id,
  accessKeyId: z.string(),
  /** The secret key, encrypted, base64. */
  sealed: z.base64(),
  /** Where the store answered last; absent before it was there for the first time. */
  url: z.string().optional(),
  /** Whether the project was made: from then on it is the user's. */
  made: z.boolean(),
});
type Kept = z.infer<typeof Kept>;

export interface Sample {
  stop(): Promise<void>;
}

export interface SampleOptions {
  core: Core;
  key: SecretKey;
  dataDir: string;
  /** Told the storage's secret, so that no log ever holds it. */
  hide(secret: string): void;
}

/** How long a start waits for the sample before it goes on without, and after how many failures it does so earlier. */
const PATIENCE_MS = 20_000;
const PATIENCE_FAILURES = 3;

/**
 * Makes the sample project and its storage at the first start, and keeps the storage running as long as the project is
 * there. A storage that does not start keeps nothing from starting: that is logged, and tried again.
 * @returns null when there is no sample here.
 */
export async function startSample({ core, key, dataDir, hide }: SampleOptions): Promise<Sample | null> {
  const { database, log } = core;
  const folder = join(dataDir, 'sample-storage');
  const kept = await keptSample(core, key, folder);
  if (kept === null) return null;
  const secretAccessKey = open(key, Buffer.from(kept.sealed, 'base64'), KEY);
  hide(secretAccessKey);
  let ready = () => {};
  const first = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const { accessKeyId } = kept;
  let failures = 0;
  const store = keepStoreRunning({
    folder,
    port: kept.url === undefined ? 0 : Number(new URL(kept.url).port),
    region: REGION,
    accessKeyId,
    secretAccessKey,
    log,
    onReady: async (url) => {
      const now = Kept.parse(await readInstallation(database.db, KEY));
      const access = { url, region: REGION, accessKeyId, secretAccessKey };
      if (!now.made) await makeProject(core, now.projectId, access);
      else if (now.url !== undefined && now.url !== url) await moveConnection(core, now.projectId, now.url, url);
      await writeInstallation(database.db, KEY, { ...now, url, made: true } satisfies Kept);
      log.info({ url }, 'The sample storage is running');
      ready();
    },
    onFailed: () => {
      failures += 1;
      if (failures >= PATIENCE_FAILURES) ready();
    },
  });
  await Promise.race([first, sleep(PATIENCE_MS, undefined, { ref: false })]);
  return { stop: store.stop };
}

/** What is known of the sample; null when there shall be none: its project was deleted, or others came before it. */
async function keptSample({ database: { db }, projects }: Core, key: SecretKey, folder: string): Promise<Kept | null> {
  const known = Kept.safeParse(await readInstallation(db, KEY));
  if (known.success) {
    // Another server of this installation may have it, in a data folder of its own.
    if (!known.data.made) return known.data;
    return existsSync(folder) && (await projectExists(projects, db, known.data.projectId)) ? known.data : null;
  }
  if ((await projects.list()).length > 0) return null;
  const secret = randomBytes(30).toString('base64url');
  const fresh: Kept = {
    projectId: newId('prj'),
    accessKeyId: `SAMPLE${randomBytes(7).toString('hex').toUpperCase()}`,
    sealed: seal(key, secret, KEY).toString('base64'),
    made: false,
  };
  return Kept.parse(await keepInstallation(db, KEY, fresh));
}

/** Every part of it may have been done before, by a start that was cut off. */
async function makeProject({ database, projects, secrets }: Core, projectId: Id, access: StoreAccess): Promise<void> {
  await fillStore(access);
  if (!(await projectExists(projects, database.db, projectId)))
    await projects.create(SAMPLE_PROJECT_NAME, { sample: true, id: projectId });
  const { project } = await projects.current(database.db, projectId);
  const [workflow] = project.workflows;
  if (project.connections[SAMPLE_CONNECTION_ID] || !workflow) return;
  const secret = await secrets.store(database.db, projectId, access.secretAccessKey);
  const edits = sampleEdits(sampleConnection(access, secret), workflow.id);
  await projects.edit(projectId, {
    baseRevision: 0,
    clientId: CLIENT,
    edits: [{ id: 'edt_sample', label: 'Make the sample', edit: { type: 'batch', edits } }],
  });
}

/** The port of before was taken: the connection follows, unless somebody has changed it to another storage. */
async function moveConnection({ database, projects }: Core, projectId: Id, from: string, to: string): Promise<void> {
  if (!(await projectExists(projects, database.db, projectId))) return;
  const { project, revision } = await projects.current(database.db, projectId);
  const connection = project.connections[SAMPLE_CONNECTION_ID];
  if (connection?.settings.endpointUrl !== from) return;
  const moved = { ...connection, settings: { ...connection.settings, endpointUrl: to } };
  await projects.edit(projectId, {
    baseRevision: revision,
    clientId: CLIENT,
    edits: [
      {
        id: newId('edt'),
        label: 'Follow the sample storage to its new port',
        edit: { type: 'connection.change', connection: moved },
      },
    ],
  });
}

async function projectExists(projects: Core['projects'], db: Core['database']['db'], projectId: Id): Promise<boolean> {
  try {
    await projects.summary(db, projectId);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'project-unknown') return false;
    throw error;
  }
}
