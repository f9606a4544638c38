import { z } from 'zod';
import type { ActivityType, Descriptor, Field, SchemaNode, Section } from '../connector.ts';
import { SettingValue } from '../project/settings.ts';
import { ConnectorId, ConnectorVersion } from './version.ts';

/**
 * What a connector's package says of itself, where it comes in: at a publish, and when an agent loads it. The types that the
 * product works with are in `shared/connector.ts`; a test holds the two against each other. What is not known is left out.
 */

const Text = z.string().max(4000);
const Name = z.string().min(1).max(128);
const MOST_FIELDS = 200;
/** Characters of an icon: it comes with every page. */
const MOST_ICON = 16_384;

const Choice = z.object({ value: Text, label: Text, hint: Text.optional() });
const Condition = z.object({ field: Name, equals: z.array(SettingValue).max(MOST_FIELDS) });
const Columns = z.array(z.object({ name: Name, label: Text })).max(20);

const TreeField = z.object({
  what: Name,
  title: Text,
  within: Name.optional(),
  whileEmpty: Text.optional(),
  top: Text.optional(),
  when: Condition.optional(),
  columns: Columns,
});

/** Browsers compile it, as the fields' checks do. */
const Pattern = z.object({
  source: z.string().max(1000).refine(isPattern, { error: 'It is no regular expression.' }),
  message: Text,
});

const base = {
  name: Name,
  label: Text,
  hint: Text.optional(),
  required: z.boolean().optional(),
  variables: z.boolean().optional(),
  visibleWhen: z.array(Condition).max(20).optional(),
  under: Name.optional(),
};

const FieldSchema: z.ZodType<Field> = z.discriminatedUnion('control', [
  z.object({
    ...base,
    control: z.literal('text'),
    default: Text.optional(),
    placeholder: Text.optional(),
    maxLength: z.number().optional(),
    lines: z.number().optional(),
    pattern: Pattern.optional(),
    tree: TreeField.optional(),
  }),
  z.object({ ...base, control: z.literal('secret') }),
  z.object({
    ...base,
    control: z.literal('number'),
    default: z.number().optional(),
    min: z.number(),
    max: z.number(),
    step: z.number().optional(),
    unit: Text.optional(),
  }),
  z.object({ ...base, control: z.literal('select'), default: Text.optional(), choices: z.array(Choice).max(1000) }),
  z.object({ ...base, control: z.literal('radio'), default: Text, choices: z.array(Choice).max(MOST_FIELDS) }),
  z.object({
    ...base,
    control: z.literal('checkbox'),
    default: z.boolean(),
    privateAgentOnly: z.boolean().optional(),
  }),
  z.object({ ...base, control: z.literal('rows'), columns: Columns }),
  z.object({ ...base, control: z.literal('browse'), browse: Name, columns: Columns, empty: Text }),
]);

const Fields = z.array(FieldSchema).max(MOST_FIELDS);

const SectionSchema: z.ZodType<Section> = z.object({
  title: Text.optional(),
  folded: z.boolean().optional(),
  fields: Fields,
});
const Sections = z.array(SectionSchema).max(50);

const SchemaNodeSchema: z.ZodType<SchemaNode> = z.object({
  name: Name,
  type: z.enum(['String', 'Long', 'Integer', 'Boolean', 'DateTime', 'Base64Binary', 'Record']),
  min: z.union([z.literal(0), z.literal(1)]),
  max: z.union([z.number(), z.literal('*')]),
  get children() {
    return z.array(SchemaNodeSchema).max(500).optional();
  },
});
const Schema = z.array(SchemaNodeSchema).max(500);

const ActivityTypeSchema: z.ZodType<ActivityType> = z.object({
  id: ConnectorId,
  name: Name,
  direction: z.enum(['source', 'target']),
  role: z.enum(['source', 'target', 'single', 'list']),
  purpose: Text,
  screen: z.object({ title: Text, sections: Sections }),
  needed: z.array(z.object({ field: Name, member: Name, warn: z.boolean() })).max(MOST_FIELDS),
  request: Schema,
  response: Schema,
  each: z.object({ field: Name, value: Text, atATime: Name, most: Name, gives: Schema }).optional(),
  writes: z.object({ bucket: Name.optional(), key: Name }).optional(),
});

/** A connector's descriptor, as it comes in. */
export const DescriptorSchema: z.ZodType<Descriptor> = z.object({
  id: ConnectorId,
  name: Name,
  version: ConnectorVersion,
  icon: z.string().max(MOST_ICON).optional(),
  items: z.object({ one: Name, many: Name }).optional(),
  connection: z.object({
    heading: Text,
    nameLabel: Text,
    sections: Sections,
    permissionFields: Fields.optional(),
  }),
  activityTypes: z.array(ActivityTypeSchema).min(1).max(100),
});

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
