import type { Field } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { SettingValue } from '../../shared/project/settings.ts';
import type { Draft } from './draft.ts';

/** What the controls of a screen read and call. */
export interface FormHandle {
  readonly draft: Draft;
  /** What is wrong with a field, once the person has been at it or has tried to go on; null else. */
  errorOf(field: Field): string | null;
  /** What deserves a thought but keeps nobody from going on. */
  warningOf(field: Field): string | null;
  setValue(field: Field, value: SettingValue | undefined): void;
  setSecret(field: Field, text: string): void;
  /** The person has left the field. */
  touch(field: Field): void;
  readonly surroundings: Surroundings;
}

/** Where a screen stands: what a field may need to know beside its own value. */
export interface Surroundings {
  readonly projectId: Id;
  /** The connection that `browse` fields ask; null on a connection's own screen. */
  readonly connectionId: Id | null;
  /** Why a field for private agents can't be used here; null when it can. */
  readonly privateAgentsOnly: string | null;
}

/** What the component of one control takes. */
export interface ControlProps<C extends Field['control']> {
  field: Extract<Field, { control: C }>;
  form: FormHandle;
}
