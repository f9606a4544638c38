import type { Project } from '../../shared/project/project.ts';
import { isSecretReference, type Settings } from '../../shared/project/settings.ts';

/** A file for somebody else, or for version control. */
export interface ExportFile {
  /** What a browser is asked to call it. */
  name: string;
  /** JSON. */
  text: string;
}

/**
 * The whole design as a file: `{format, version, project}`. Secrets are never in the document, only what stands for them;
 * that is left out too, for it means nothing elsewhere. The same design makes the same file, byte for byte.
 */
export function exportFile(project: Project): ExportFile {
  const stripped: Project = {
    ...project,
    activities: stripAll(project.activities),
    connections: stripAll(project.connections),
    emails: stripAll(project.emails),
  };
  return {
    name: `${fileName(project.name)}.sluice.json`,
    text: `${JSON.stringify({ format: 'sluice-project', version: 1, project: stripped }, null, 2)}\n`,
  };
}

function stripAll<T extends { settings: Settings }>(components: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(components).map(([id, component]) => [
      id,
      { ...component, settings: withoutSecrets(component.settings) },
    ]),
  );
}

function withoutSecrets(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => !isSecretReference(value)));
}

/** A name that every file system takes: its letters, digits, `-`, `_` and spaces, none at the ends. */
function fileName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N} _-]+/gu, '-').replaceAll(/^[\s-]+|[\s-]+$/g, '');
  return safe === '' ? 'project' : safe.slice(0, 100);
}
