import type { Settings, SettingValue } from './project/settings.ts';
import type { Payload, StepContext } from './runs/payload.ts';

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
      pattern?: { source: string; message: string };
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

/** What an activity does in an operation's row of steps: the symbol that the patterns are written in. */
export type ActivityRole = 'source' | 'target' | 'list';

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
}

/** The browser-safe half of a connector: names, fields, activity types, schemas. No I/O. */
export interface Descriptor {
  id: string;
  name: string;
  version: string;
  connection: { heading: string; nameLabel: string; sections: readonly Section[] };
  activityTypes: readonly ActivityType[];
}

/** Settings with every secret in the clear and every default filled in. Exists on an agent, in memory, only. */
export type ResolvedSettings = Readonly<Record<string, Exclude<Settings[string], { secret: string }>>>;

export interface ResolvedConnection {
  name: string;
  settings: ResolvedSettings;
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

/** The half of a connector that does the work. Runs on an agent only. */
export interface Executor {
  /** Verifies a connection with what is on its screen. Never throws for a failure of the endpoint: that is a result. */
  test(connection: ResolvedConnection, signal: AbortSignal): Promise<TestResult>;
  /** Lists what a `browse` field offers. @throws {ConnectorError} */
  browse(connection: ResolvedConnection, what: string, signal: AbortSignal): Promise<BrowseItem[]>;
  /** Executes one step: takes the preceding step's payload, gives its own. @throws {ConnectorError} */
  execute(
    connection: ResolvedConnection,
    activity: ExecutableActivity,
    input: Payload,
    context: StepContext,
  ): Promise<Payload>;
}

export interface ExecutableActivity {
  type: string;
  name: string;
  settings: ResolvedSettings;
}
