import type { Id } from '../../shared/project/id.ts';
import type { StepPlan } from '../../shared/runs/plan.ts';
import type { LogLevel } from '../../shared/runs/run.ts';
import type { ItemFigures } from '../for-each/item-runner.ts';
import type { FigureRow } from './messages.ts';

/** What one object has to tell, kept until it is known whether it counts. */
export class ItemCounts implements ItemFigures {
  readonly figures: FigureRow[] = [];
  readonly plans: [stepId: Id, plan: StepPlan][] = [];
  readonly told: [stepId: Id, code: string, text: string][] = [];
  /** Those that are not told of. */
  warnings = 0;

  moved(stepId: Id, bytes: number): void {
    this.of(stepId)[1] += bytes;
  }

  copied(stepId: Id, bytes: number): void {
    this.of(stepId)[2] += bytes;
  }

  finished(stepId: Id, objects: number): void {
    this.of(stepId)[3] += objects;
  }

  planned(stepId: Id, plan: StepPlan): void {
    this.plans.push([stepId, plan]);
  }

  log(_level: LogLevel, code: string, text: string, { stepId }: { stepId?: Id } = {}): void {
    if (stepId !== undefined) this.told.push([stepId, code, text]);
  }

  expect(): void {
    // The totals are those of the list.
  }

  /** Adds what another one has counted. */
  add({ figures, plans, told, warnings }: ItemCounts): void {
    for (const [stepId, moved, copied, finished] of figures) {
      const row = this.of(stepId);
      row[1] += moved;
      row[2] += copied;
      row[3] += finished;
    }
    this.plans.push(...plans);
    this.told.push(...told);
    this.warnings += warnings;
  }

  private of(stepId: Id): FigureRow {
    for (const row of this.figures) if (row[0] === stepId) return row;
    const row: FigureRow = [stepId, 0, 0, 0];
    this.figures.push(row);
    return row;
  }
}
