import { allFields, isVisible } from '../../shared/checks/fields.ts';
import type {
  ActivityType,
  ExecutableActivity,
  ResolvedConnection,
  ResolvedSettings,
  Section,
} from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import { MOST_DEBUG_BYTES, type StepDebug } from '../../shared/runs/debug.ts';
import type { Payload, RecordValue } from '../../shared/runs/payload.ts';
import { ContentTap } from './content-tap.ts';
import { limitedJson } from './limited-json.ts';
import { pieceOf } from './piece.ts';
import { type ByteRedactor, byteRedactor } from './redact-bytes.ts';

/** Beyond what is kept: a secret may stand across the end, in whatever form. A value has at most 32,768 characters. */
const MARGIN = 320 * 1024;

/** A step's screens with their variables replaced, and what tells secrets among their fields. */
export interface ResolvedStep {
  connectionSections: readonly Section[];
  connection: Pick<ResolvedConnection, 'settings'>;
  type: Pick<ActivityType, 'screen'>;
  activity: Pick<ExecutableActivity, 'settings'>;
}

/** What one step takes and gives, as it happens. */
export interface StepRecord {
  resolved(step: ResolvedStep): void;
  /** Notes what the step gives; the payload to be passed on. */
  gives(output: Payload): Payload;
  /** Notes the first page of a list whose objects are passed on one by one; later ones are not kept. */
  lists(objects: readonly RecordValue[], isLast: boolean): void;
}

interface Noted {
  stepId: Id;
  sequence?: number | undefined;
  input: Json;
  hasContent: boolean;
  settings?: Json;
  output?: Json;
  content?: ContentTap;
}

interface Json {
  text: string;
  isCut: boolean;
}

/** Debug mode: keeps each step's input and output in memory, bounded, until the run is over. */
export class Recorder {
  private readonly steps = new Map<Id, Noted>();
  private readonly secrets: Set<string>;
  private sequence: number | undefined;

  /** @param hidden values that stand in nothing that is kept */
  constructor(hidden: Iterable<string>) {
    this.secrets = new Set(hidden);
  }

  /** A step begins. Null when it is not noted: of many objects the first one's alone is. */
  begin(stepId: Id, input: Payload, sequence?: number): StepRecord | null {
    if (sequence !== undefined) this.sequence ??= sequence;
    const isAnother = sequence !== undefined && sequence !== this.sequence;
    if (this.steps.has(stepId) || isAnother) return null;
    const noted: Noted = { stepId, sequence, input: json(input.record), hasContent: input.content !== undefined };
    this.steps.set(stepId, noted);
    return {
      resolved: ({ connectionSections, connection, type, activity }) => {
        const { sections } = type.screen;
        for (const secret of secretsOf(connectionSections, connection.settings)) this.secrets.add(secret);
        for (const secret of secretsOf(sections, activity.settings)) this.secrets.add(secret);
        noted.settings = json(shownOf(sections, activity.settings));
      },
      gives: (output) => {
        noted.output = json(output.record);
        if (!output.content) return output;
        noted.content = new ContentTap(output.content, MOST_DEBUG_BYTES + MARGIN);
        return { ...output, content: noted.content.tapped() };
      },
      lists: (objects, isLast) => {
        if (noted.output) return;
        const page = json({ object: objects });
        noted.output = { ...page, isCut: page.isCut || !isLast };
      },
    };
  }

  /** What was noted of each step so far. */
  *taken(): Generator<{ stepId: Id; debug: StepDebug }> {
    const redactor = byteRedactor(this.secrets);
    for (const noted of this.steps.values()) yield { stepId: noted.stepId, debug: debugOf(noted, redactor) };
  }
}

function debugOf({ sequence, input, hasContent, settings, output, content }: Noted, redactor: ByteRedactor): StepDebug {
  const piece = ({ text, isCut }: Json) => {
    const bytes = Buffer.from(text, 'utf8');
    return pieceOf(bytes, redactor, isCut ? undefined : bytes.length, isCut);
  };
  const kept = content && {
    ...pieceOf(content.bytes, redactor, content.size, content.bytes.length < content.size),
    ...(content.contentType === undefined ? {} : { contentType: content.contentType }),
  };
  return {
    ...(sequence === undefined ? {} : { sequence }),
    input: { record: piece(input), hasContent, ...(settings ? { settings: piece(settings) } : {}) },
    ...(output ? { output: { record: piece(output), ...(kept ? { content: kept } : {}) } } : {}),
  };
}

function json(value: RecordValue | ResolvedSettings): Json {
  return limitedJson(value, MOST_DEBUG_BYTES + MARGIN);
}

function secretsOf(sections: readonly Section[], settings: ResolvedSettings): string[] {
  return allFields(sections).flatMap(({ control, name }) => {
    const value = control === 'secret' ? settings[name] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

/** What a screen shows with these settings, but for secrets. */
function shownOf(sections: readonly Section[], settings: ResolvedSettings): ResolvedSettings {
  const fields = allFields(sections);
  const names = new Set(
    fields.filter((field) => field.control !== 'secret' && isVisible(field, settings, fields)).map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name)));
}
