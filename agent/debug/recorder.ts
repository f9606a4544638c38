import { allFields, isVisible } from '../../shared/checks/fields.ts';
import type {
  ActivityType,
  ExecutableActivity,
  ResolvedConnection,
  ResolvedSettings,
  Section,
} from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import { FIRST_DEBUG_OBJECTS, MOST_DEBUG_BYTES, type StepDebug, type StepPass } from '../../shared/runs/debug.ts';
import type { Payload, RecordValue } from '../../shared/runs/payload.ts';
import { ContentTap } from './content-tap.ts';
import { limitedJson } from './limited-json.ts';
import { pieceOf } from './piece.ts';
import { type ByteRedactor, byteRedactor } from './redact-bytes.ts';

/** Beyond what is kept: a secret may stand across the end, in whatever form. A value has at most 32,768 characters. */
const MARGIN = 320 * 1024;

/**
 * So much of the content of an object that has not failed yet is kept in case it does: there may be many at once. What is kept of the
 * first ones is all that debug mode keeps.
 */
const IN_CASE_BYTES = 64 * 1024;

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
  /** So much of the content is kept, in bytes. */
  most: number;
  settings?: Json;
  output?: Json;
  content?: ContentTap;
}

interface Json {
  text: string;
  isCut: boolean;
}

/**
 * Debug mode: keeps each step's input and output in memory, bounded, until the run is over. Of steps that run once for each of many
 * objects, those of the first few objects and of the first one that fails.
 */
export class Recorder {
  /** Of steps that run once. */
  private readonly once = new Map<Id, Noted>();
  private readonly first = new Map<number, Map<Id, Noted>>();
  /** Of objects that are being dealt with: the first one that fails is kept. */
  private readonly inCase = new Map<number, Map<Id, Noted>>();
  private failed: { sequence: number; notes: ReadonlyMap<Id, Noted> } | undefined;
  private readonly secrets: Set<string>;

  private readonly most: number;

  /**
   * @param hidden values that stand in nothing that is kept
   * @param most so much of each record and of each content is kept, in bytes
   */
  constructor(hidden: Iterable<string>, most: number = MOST_DEBUG_BYTES) {
    this.secrets = new Set(hidden);
    this.most = most;
  }

  /** A step begins. Null when it is not noted. @param sequence the object's number, when it runs once for each of many */
  begin(stepId: Id, input: Payload, sequence?: number): StepRecord | null {
    const notes = sequence === undefined ? this.once : this.notesOf(sequence);
    if (!notes || notes.has(stepId)) return null;
    const isFirst = sequence === undefined || this.first.has(sequence);
    const json = (value: RecordValue | ResolvedSettings) => limitedJson(value, this.most + MARGIN);
    const most = (isFirst ? this.most : Math.min(this.most, IN_CASE_BYTES)) + MARGIN;
    const noted: Noted = { stepId, sequence, input: json(input.record), hasContent: input.content !== undefined, most };
    notes.set(stepId, noted);
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
        noted.content = new ContentTap(output.content, most);
        return { ...output, content: noted.content.tapped() };
      },
      lists: (objects, isLast) => {
        if (noted.output) return;
        const page = json({ object: objects });
        noted.output = { ...page, isCut: page.isCut || !isLast };
      },
    };
  }

  /** One of many objects is done, or has failed. */
  ended(sequence: number, isFailed: boolean): void {
    const notes = this.first.get(sequence) ?? this.inCase.get(sequence);
    this.inCase.delete(sequence);
    if (!isFailed || !notes || this.failed) return;
    this.failed = { sequence, notes };
    this.inCase.clear();
  }

  /** What was noted of each step so far. */
  *taken(): Generator<{ stepId: Id; debug: StepDebug }> {
    const redactor = byteRedactor(this.secrets);
    for (const noted of this.once.values()) yield { stepId: noted.stepId, debug: debugOf(noted, redactor, this.most) };
    const objects = new Map<number, ReadonlyMap<Id, Noted>>(this.first);
    if (this.failed) objects.set(this.failed.sequence, this.failed.notes);
    const inOrder = [...objects.entries()].toSorted(([a], [b]) => a - b).map(([, notes]) => notes);
    for (const stepId of new Set(inOrder.flatMap((notes) => [...notes.keys()]))) {
      const passes = inOrder.flatMap((notes) => {
        const noted = notes.get(stepId);
        return noted ? [this.passOf(noted, redactor)] : [];
      });
      const [debug, ...others] = passes;
      if (debug) yield { stepId, debug: { ...debug, ...(others.length > 0 ? { others } : {}) } };
    }
  }

  private passOf(noted: Noted, redactor: ByteRedactor): StepPass {
    const isFailed = noted.sequence === this.failed?.sequence;
    return { ...debugOf(noted, redactor, this.most), ...(isFailed ? { failed: true } : {}) };
  }

  /** Where an object's steps are noted; undefined when they are not. */
  private notesOf(sequence: number): Map<Id, Noted> | undefined {
    const known = this.first.get(sequence) ?? this.inCase.get(sequence);
    if (known) return known;
    const place = this.first.size < FIRST_DEBUG_OBJECTS ? this.first : this.inCase;
    if (place === this.inCase && this.failed) return undefined;
    const notes = new Map<Id, Noted>();
    place.set(sequence, notes);
    return notes;
  }
}

function debugOf(
  { sequence, input, hasContent, settings, output, content }: Noted,
  redactor: ByteRedactor,
  most: number,
): StepPass {
  const piece = ({ text, isCut }: Json) => {
    const bytes = Buffer.from(text, 'utf8');
    return pieceOf(bytes, redactor, isCut ? undefined : bytes.length, isCut, most);
  };
  const kept = content && {
    ...pieceOf(content.bytes, redactor, content.size, content.bytes.length < content.size, most),
    ...(content.contentType === undefined ? {} : { contentType: content.contentType }),
  };
  return {
    ...(sequence === undefined ? {} : { sequence }),
    input: { record: piece(input), hasContent, ...(settings ? { settings: piece(settings) } : {}) },
    ...(output ? { output: { record: piece(output), ...(kept ? { content: kept } : {}) } } : {}),
  };
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
