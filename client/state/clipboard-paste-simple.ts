import { batch } from '../../shared/edits/edit.ts';
import type { Project } from '../../shared/project/project.ts';
import { arrivingName } from './clipboard-arrivals.ts';
import type { Clipboard } from './clipboard-data.ts';
import type { PasteMode, PastePlace, PastePlan } from './clipboard-paste.ts';
import {
  creation,
  type SimpleComponent,
  simpleComponent,
  simpleCopy,
  simpleCopyName,
  simpleNames,
} from './simple-components.ts';

/** Pastes components that stand on no canvas, among the components. What was cut comes back as what it was. */
export function pasteSimple(
  project: Project,
  { way, projectId }: Clipboard,
  components: readonly SimpleComponent[],
  place: PastePlace,
  mode: PasteMode,
): PastePlan {
  const [first] = components;
  if (first === undefined || place.kind !== 'components' || mode === 'reference')
    return { ok: false, reason: 'It stands on no canvas: paste it on its category in the Components tab.' };
  const isHome = projectId === project.id;
  const taken = simpleNames(project, first.kind);
  const pasted = components.map((component): SimpleComponent => {
    const { kind, thing } = component;
    const now = isHome ? simpleComponent(project, kind, thing.id) : null;
    const isFree = arrivingName(thing.name, taken) === thing.name;
    const name = isFree ? thing.name : simpleCopyName(kind, thing.name, taken);
    taken.push(name);
    // The clipboard holds no secrets: a copy in its own project has those of the original.
    return simpleCopy(now ?? component, isHome && way === 'cut' && now === null ? thing.id : null, name);
  });
  const what = pasted.length === 1 ? pasted[0]?.thing.name : `${pasted.length} components`;
  return {
    ok: true,
    label: `Paste ${what}`,
    edit: batch(pasted.map(creation)),
    select: pasted.map(({ kind, thing }) => ({ kind, id: thing.id })),
    rename: pasted.length === 1,
    connections: [],
  };
}
