import {
  Boxes,
  Braces,
  CalendarClock,
  Folder,
  Globe,
  Layers,
  Lightbulb,
  type LucideIcon,
  Mail,
  Workflow,
} from 'lucide-react';
import type { GroupMemberKind } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import type { DragItem } from '../state/drop-zones.ts';
import type { PaneNode } from './node.ts';

/** What the rows of one kind are like, in both trees. */
interface PaneKind {
  /** Null where the connector's own icon stands. */
  icon: LucideIcon | null;
  /** Whether other things refer to it: it then has the marks for no reference, and for more than one. */
  isReferredTo: boolean;
  /** What a row of the **Components** tab is as something dragged; null when it can't be. */
  drag: ((id: Id) => DragItem) | null;
}

const heading = (icon: LucideIcon | null): PaneKind => ({ icon, isReferredTo: false, drag: null });

/** For what stands on no canvas: it can be dragged onto a custom group. */
const component = (icon: LucideIcon, kind: GroupMemberKind): PaneKind => ({
  icon,
  isReferredTo: true,
  drag: (id) => ({ kind: 'component', component: { kind, id } }),
});

/** The kinds of rows. In which category a kind is listed, and in which order, is in `component-nodes.ts`. */
export const KINDS: Readonly<Record<PaneNode['kind'], PaneKind>> = {
  workflow: heading(Layers),
  step: heading(null),
  category: heading(Folder),
  group: heading(Boxes),
  hint: heading(Lightbulb),
  connector: heading(null),
  connection: { icon: null, isReferredTo: true, drag: null },
  activity: { icon: null, isReferredTo: true, drag: (activityId) => ({ kind: 'activity', activityId }) },
  operation: { icon: Workflow, isReferredTo: true, drag: (operationId) => ({ kind: 'operation', operationId }) },
  variable: component(Braces, 'variable'),
  global: { icon: Globe, isReferredTo: true, drag: null },
  email: component(Mail, 'email'),
  schedule: component(CalendarClock, 'schedule'),
};
