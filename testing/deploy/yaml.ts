import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const DEPLOY = join(import.meta.dirname, '../../deploy');

/** Debian's Python, with its package python3-yaml. */
const PYTHON = '/usr/bin/python3';
export const hasYaml = existsSync(PYTHON) && existsSync('/usr/lib/python3/dist-packages/yaml');

/** All documents of a YAML file of `deploy/`, as plain values. */
export function readYaml(name: string): unknown[] {
  const program = 'import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))';
  const documents: unknown = JSON.parse(
    execFileSync(PYTHON, ['-c', program, join(DEPLOY, name)], { encoding: 'utf8' }),
  );
  return Array.isArray(documents) ? documents : [];
}
