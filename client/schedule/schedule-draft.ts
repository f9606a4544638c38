import {
  type ClockTime,
  endsAfterStart,
  type Frequency,
  NthInMonth,
  type Occurrence,
  Recurrence,
  Weekday,
} from '../../shared/schedules/recurrence.ts';

/** How a schedule stands on the form: numbers as they are typed, and every form's fields, so that a change of mind loses nothing. */
export interface ScheduleDraft {
  occurrence: 'daily' | 'weekly' | 'monthly';
  everyDays: string;
  everyWeeks: string;
  everyMonths: string;
  weekdays: readonly Weekday[];
  monthly: 'day' | 'weekday';
  day: string;
  nth: NthInMonth;
  weekday: Weekday;
  frequency: 'once' | 'repeated';
  at: ClockTime;
  every: string;
  unit: 'minutes' | 'hours';
  from: ClockTime;
  until: ClockTime;
  startDate: string;
  /** Empty: it never ends. */
  endDate: string;
  timeZone: string;
}

export type ScheduleField = keyof ScheduleDraft;
export type ScheduleProblems = ReadonlyMap<ScheduleField, string>;

/** A new schedule: every day at eight, from `now` on, by the clock of a zone. */
export function freshSchedule(now: Date, timeZone: string): ScheduleDraft {
  return {
    occurrence: 'daily',
    everyDays: '1',
    everyWeeks: '1',
    everyMonths: '1',
    weekdays: ['monday'],
    monthly: 'day',
    day: '1',
    nth: 'first',
    weekday: 'monday',
    frequency: 'once',
    at: '08:00',
    every: '1',
    unit: 'hours',
    from: '08:00',
    until: '18:00',
    startDate: new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now),
    endDate: '',
    timeZone,
  };
}

/** The draft of what is stored; the fields of the other forms begin as those of a new one. */
export function draftOfRecurrence(recurrence: Recurrence): ScheduleDraft {
  const { startDate, endDate = '', timeZone } = recurrence;
  const fresh = freshSchedule(new Date(0), timeZone);
  return {
    ...fresh,
    ...occurrenceFields(recurrence.occurrence),
    ...frequencyFields(recurrence.frequency),
    startDate,
    endDate,
  };
}

function occurrenceFields(occurrence: Occurrence): Partial<ScheduleDraft> {
  const every = String(occurrence.every);
  switch (occurrence.kind) {
    case 'daily':
      return { occurrence: 'daily', everyDays: every };
    case 'weekly':
      return { occurrence: 'weekly', everyWeeks: every, weekdays: occurrence.days };
    case 'monthly-day':
      return { occurrence: 'monthly', everyMonths: every, monthly: 'day', day: String(occurrence.day) };
    case 'monthly-weekday': {
      const { nth, weekday } = occurrence;
      return { occurrence: 'monthly', everyMonths: every, monthly: 'weekday', nth, weekday };
    }
  }
}

function frequencyFields(frequency: Frequency): Partial<ScheduleDraft> {
  if (frequency.kind === 'once') return { frequency: 'once', at: frequency.at };
  const { every, unit, from, until } = frequency;
  return { frequency: 'repeated', every: String(every), unit, from, until };
}

/** What is stored of a draft; null while something about it is wrong, which `scheduleProblems` tells. */
export function recurrenceOf(draft: ScheduleDraft): Recurrence | null {
  if (scheduleProblems(draft).size > 0) return null;
  const { startDate, endDate, timeZone } = draft;
  const parsed = Recurrence.safeParse({
    occurrence: occurrenceOf(draft),
    frequency: frequencyOf(draft),
    startDate,
    ...(endDate === '' ? {} : { endDate }),
    timeZone,
  });
  return parsed.success ? parsed.data : null;
}

function occurrenceOf(draft: ScheduleDraft): Occurrence {
  const { nth, weekday, weekdays } = draft;
  if (draft.occurrence === 'daily') return { kind: 'daily', every: Number(draft.everyDays) };
  if (draft.occurrence === 'weekly') {
    const days = Weekday.options.filter((day) => weekdays.includes(day));
    return { kind: 'weekly', every: Number(draft.everyWeeks), days };
  }
  const every = Number(draft.everyMonths);
  if (draft.monthly === 'day') return { kind: 'monthly-day', every, day: Number(draft.day) };
  return { kind: 'monthly-weekday', every, nth, weekday };
}

function frequencyOf({ frequency, at, every, unit, from, until }: ScheduleDraft): Frequency {
  if (frequency === 'once') return { kind: 'once', at };
  return { kind: 'repeated', every: Number(every), unit, from, until };
}

/** What is wrong with the fields that show, as sentences. */
export function scheduleProblems(draft: ScheduleDraft): ScheduleProblems {
  const found: [ScheduleField, string | null][] = [
    ...occurrenceProblems(draft),
    ...frequencyProblems(draft),
    ['startDate', isDate(draft.startDate) ? null : 'Choose the first day.'],
    ['endDate', endProblem(draft)],
    ['timeZone', draft.timeZone === '' ? 'Choose a time zone.' : null],
  ];
  return new Map(found.flatMap(([field, problem]) => (problem === null ? [] : [[field, problem]])));
}

function occurrenceProblems(draft: ScheduleDraft): [ScheduleField, string | null][] {
  switch (draft.occurrence) {
    case 'daily':
      return [['everyDays', numberProblem(draft.everyDays, 366)]];
    case 'weekly':
      return [
        ['everyWeeks', numberProblem(draft.everyWeeks, 53)],
        ['weekdays', draft.weekdays.length === 0 ? 'Choose at least one day.' : null],
      ];
    case 'monthly':
      return [
        ['everyMonths', numberProblem(draft.everyMonths, 12)],
        ['day', draft.monthly === 'day' ? numberProblem(draft.day, 31) : null],
      ];
  }
}

function frequencyProblems(draft: ScheduleDraft): [ScheduleField, string | null][] {
  const { at, every, unit, from, until } = draft;
  if (draft.frequency === 'once') return [['at', timeProblem(at)]];
  const order =
    until < from ? 'It ends before it begins. A night is two schedules: one to 23:59, one from 00:00.' : null;
  return [
    ['every', numberProblem(every, unit === 'hours' ? 23 : 1439)],
    ['from', timeProblem(from)],
    ['until', timeProblem(until) ?? (timeProblem(from) === null ? order : null)],
  ];
}

function endProblem({ startDate, endDate }: ScheduleDraft): string | null {
  if (endDate === '') return null;
  if (!isDate(endDate)) return 'Not a date.';
  return endsAfterStart({ startDate, endDate }) ? null : 'It ends before it begins.';
}

function numberProblem(text: string, most: number): string | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? null : `A whole number from 1 to ${most}.`;
}

function timeProblem(time: string): string | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? null : 'Choose a time.';
}

function isDate(text: string): boolean {
  return Recurrence.shape.startDate.safeParse(text).success;
}

export const WEEKDAYS = Weekday.options;
export const NTHS = NthInMonth.options;
