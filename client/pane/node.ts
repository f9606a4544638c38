import type { Selected } from '../state/selected.ts';
import type { TreeNode } from '../ui/tree-rows.ts';

/** A row of the project pane's trees. */
export interface PaneNode extends TreeNode {
  kind: 'workflow' | 'operation' | 'step' | 'activity' | 'connection' | 'connector' | 'category';
  /** What the row stands for; null for headings. */
  item: Selected | null;
  children: readonly PaneNode[];
  /** Before the name: `1.0`. */
  number?: string;
  /** After the name of a category: how many components it holds. */
  count?: number;
  /** The connector whose icon the row has. */
  connector?: string;
  /** For steps and activities: does data leave the endpoint, or enter it? */
  direction?: 'source' | 'target';
  /** For steps: the activity that it refers to. */
  componentId?: string;
  /** A connection without activities. */
  isGrey?: boolean;
}
