import {
  type FaultEffect,
  type FaultRule,
  type FaultRuleInput,
  faultRulesSchema,
  type RequestFacts,
  ruleMatches,
} from './fault-rules.ts';

interface Entry {
  readonly rule: FaultRule;
  seen: number;
}

/** The rules in force and how often each has matched. */
export class FaultPlan {
  #entries: Entry[] = [];

  /** Replaces all rules. @throws ZodError when a rule is not of the documented form */
  set(rules: readonly FaultRuleInput[]): void {
    this.#entries = faultRulesSchema.parse(rules).map((rule) => ({ rule, seen: 0 }));
  }

  clear(): void {
    this.#entries = [];
  }

  /** What happens to this request; each call counts as one request. */
  take(facts: RequestFacts): FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const entry of this.#entries) {
      const { rule } = entry;
      if (!ruleMatches(rule, facts)) continue;
      entry.seen += 1;
      const hit = entry.seen - rule.skip;
      if (hit >= 1 && hit <= (rule.times ?? Number.POSITIVE_INFINITY)) effects.push(rule.effect);
    }
    return effects;
  }
}
