import type { PermissionReport, TreePage, TreeRequest } from './asking.ts';
import type { Settings, SettingValue } from './project/settings.ts';
import type { ProxyState } from './proxy/proxy-settings.ts';
import type { Payload, RecordValue, StepContext } from './runs/payload.ts';
import type { UploadPlace } from './runs/uploads.ts';

/** One choice of a select or a radio group. */
export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

/** Shows a field only while another field of the same screen has one of these values. */
export interface Condition {
  field: string;
  equals: readonly SettingValue[];
}

/** A folder-like view that a text field can be filled from. */
export interface TreeField {
  /** What `browseTree` of the executor shows, e.g. `keys`. */
  what: string;
  title: string;
  /** The field whose value says where to look; it must hold one. Absent: what the connection shows by itself. */
  within?: string;
  /** What to say while that field holds none, e.g. `Select a bucket first.` */
  whileEmpty?: string;
  /** What the top is called; absent, it has the name of the value that says where to look. */
  top?: string;
  /** Only while another field has one of these values. */
  when?: Condition;
  columns: readonly { name: string; label: string }[];
}

interface FieldBase {
  /** Key in the settings, unique within the screen. */
  name: string;
  /** The literal label. */
  label: string;
  hint?: string;
  required?: boolean;
  /** Takes `[variable]` references. */
  variables?: boolean;
  visibleWhen?: readonly Condition[];
  /** Nested under (indented below) another field of the same screen. */
  under?: string;
}

/** One field of a configuration screen; its `control` says how it is drawn and what its value is. */
export type Field =
  | (FieldBase & {
      control: 'text';
      default?: string;
      placeholder?: string;
      maxLength?: number;
      /** So many lines high, and takes line breaks; a single line when absent. */
      lines?: number;
      pattern?: { source: string; message: string };
      /** Offers **Browse…**: a folder-like view to pick the value from. */
      tree?: TreeField;
    })
  | (FieldBase & { control: 'secret' })
  | (FieldBase & { control: 'number'; default?: number; min: number; max: number; step?: number; unit?: string })
  | (FieldBase & { control: 'select'; default?: string; choices: readonly Choice[] })
  | (FieldBase & { control: 'radio'; default: string; choices: readonly Choice[] })
  | (FieldBase & { control: 'checkbox'; default: boolean; privateAgentOnly?: boolean })
  /** Rows of text columns, such as metadata: value is a list of rows. */
  | (FieldBase & { control: 'rows'; columns: readonly { name: string; label: string }[] })
  /** A searchable table filled by the executor's `browse`; the value is the chosen item's id. */
  | (FieldBase & {
      control: 'browse';
      browse: string;
      columns: readonly { name: string; label: string }[];
      empty: string;
    });

export type FieldControl = Field['control'];

/** Fields drawn together; a folded section starts closed. */
export interface Section {
  title?: string;
  folded?: boolean;
  fields: readonly Field[];
}

/** A node of a request or response schema, drawn as `[min, max] name (Type)`. */
export interface SchemaNode {
  name: string;
  type: 'String' | 'Long' | 'Integer' | 'Boolean' | 'DateTime' | 'Base64Binary' | 'Record';
  min: 0 | 1;
  max: number | '*';
  children?: readonly SchemaNode[];
}

/**
 * What an activity does in an operation's row of steps: the symbol that the patterns are written in. A `single` acts on one
 * object by itself, and neither takes nor gives content: Delete Object, Move Object.
 */
export type ActivityRole = 'source' | 'target' | 'single' | 'list';

/** How an activity is set to pass what it lists one by one, instead of as one document. */
export interface EachMode {
  /** The setting, and the value of it that means so. */
  field: string;
  value: string;
  /** The number field that says how many run at a time. */
  atATime: string;
  /** The number field that says how many objects there are at most. */
  most: string;
  /** What the step after it gets, once for each. */
  gives: readonly SchemaNode[];
}

/** The checkbox by which an activity lets a run go on after an error; one name in every connector. */
export const CONTINUE_ON_ERROR = 'continueOnError';

/** A field that an execution needs; left empty, `member` of the preceding step's response stands in for it. */
export interface NeededField {
  field: string;
  member: string;
  /** Whether leaving it to the preceding step deserves a warning, because it is rarely meant. */
  warn: boolean;
}

/** One thing a connector can do, as shown in the palette under a connection. */
export interface ActivityType {
  id: string;
  name: string;
  /** Shown in the palette and on tiles: does data leave the endpoint, or enter it? */
  direction: 'source' | 'target';
  role: ActivityRole;
  purpose: string;
  /** The first step's title and its sections; step 2 is always the schema review. */
  screen: { title: string; sections: readonly Section[] };
  /** Fields that are needed, but may be left empty where the preceding step's response has the named member. */
  needed: readonly NeededField[];
  request: readonly SchemaNode[];
  response: readonly SchemaNode[];
  /** Only for a list: it can pass what it lists one by one. */
  each?: EachMode;
  /** The fields that say where what is written goes; an empty key is that of the preceding step. */
  writes?: { bucket?: string; key: string };
}

export interface ItemWords {
  one: string;
  many: string;
}

/** The browser-safe half of a connector: names, fields, activity types, schemas. No I/O. */
export interface Descriptor {
  id: string;
  name: string;
  version: string;
  /** An SVG document: the icon of a connector whose own does not ship with the product. Shown as an image alone. */
  icon?: string;
  /** What it holds, as a figure is followed by it; absent: `object` and `objects`. */
  items?: ItemWords;
  connection: {
    heading: string;
    nameLabel: string;
    sections: readonly Section[];
    /** What **Check permissions** asks for, if the connector can check them. */
    permissionFields?: readonly Field[];
  };
  activityTypes: readonly ActivityType[];
}

/** Settings with every secret in the clear and every default filled in. Exists on an agent, in memory, only. */
export type ResolvedSettings = Readonly<Record<string, Exclude<Settings[string], { secret: string }>>>;

export interface ResolvedConnection {
  name: string;
  settings: ResolvedSettings;
  /** The agent's proxy as it is now: asked for whenever a connection is opened. Absent where there is no agent, as in tests. */
  proxy?: () => ProxyState;
}

/** What a **Test** found out. */
export type TestResult =
  | { ok: true; message: string; hint?: string }
  | { ok: false; code: string; name: string; message: string; todo: string };

/** One item that `browse` found: `id` becomes the field's value, `cells` fill the table's columns. */
export interface BrowseItem {
  id: string;
  cells: Readonly<Record<string, string>>;
}

/** One thing that a list passes on by itself. Marks go up in the order of the list, so that a listing can go on after one. */
export interface ListedItem {
  mark: string;
  record: RecordValue;
}

export interface ListedPage {
  items: readonly ListedItem[];
  isLast: boolean;
}

/** Where a listing begins: after a mark (`''` for the start), with so many passed on before it. */
export interface ListStart {
  after: string;
  count: number;
}

/** The half of a connector that does the work. Runs on an agent only. */
export interface Executor {
  /** Verifies a connection with what is on its screen. Never throws for a failure of the endpoint: that is a result. */
  test(connection: ResolvedConnection, signal: AbortSignal): Promise<TestResult>;
  /** Lists what a `browse` field offers. @throws {ConnectorError} */
  browse(connection: ResolvedConnection, what: string, signal: AbortSignal): Promise<BrowseItem[]>;
  /** One page of a folder-like view. @throws {ConnectorError} */
  browseTree?(connection: ResolvedConnection, request: TreeRequest, signal: AbortSignal): Promise<TreePage>;
  /**
   * Finds out what a connection may do; `within` holds the values of the descriptor's `permissionFields`. Leaves nothing
   * behind. @throws {ConnectorError} for what is no matter of permissions
   */
  checkPermissions?(
    connection: ResolvedConnection,
    within: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<PermissionReport>;
  /** Executes one step: takes the preceding step's payload, gives its own. @throws {ConnectorError} */
  execute(
    connection: ResolvedConnection,
    activity: ExecutableActivity,
    input: Payload,
    context: StepContext,
  ): Promise<Payload>;
  /**
   * What an activity lists when it is set to pass it one by one (see {@link EachMode}), page by page, read only as far as it
   * is asked for. What is left out because of a limit is told by a warning. @throws {ConnectorError}
   */
  each?(
    connection: ResolvedConnection,
    activity: ExecutableActivity,
    input: Payload,
    context: StepContext,
    start: ListStart,
  ): AsyncIterable<ListedPage>;
  /**
   * Whether a target would leave things as they are, given the record that names a source: asked before the source is
   * opened, so that a run done before is cheap to do again. Only a shortcut: `execute` decides. @throws {ConnectorError}
   */
  leavesAlone?(
    connection: ResolvedConnection,
    activity: ExecutableActivity,
    record: RecordValue,
    context: StepContext,
  ): Promise<boolean>;
  /**
   * Whether several threads of an agent may work with a connection, each with an executor of its own that knows nothing of the others.
   * Absent: they may. @throws {ConnectorError}
   */
  threads?(connection: ResolvedConnection): boolean;
  /** Aborts a multipart upload that a run has left open; resolves when it is gone, with how many were. @throws {ConnectorError} */
  abortUpload?(connection: ResolvedConnection, place: UploadPlace, signal: AbortSignal): Promise<number>;
}

export interface ExecutableActivity {
  type: string;
  name: string;
  settings: ResolvedSettings;
}
