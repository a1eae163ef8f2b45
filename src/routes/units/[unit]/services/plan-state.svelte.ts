// The plan that the address asks for and what it comes to: as the server answered, or worked out here once
// a reader tries something else. The page makes one; its parts read it.
import { goToParams, pushParams, shownParams } from '#lib/components/shown-address.ts';
import {
  NO_PLAN,
  type Plan,
  planKey,
  raisedBy,
  readPlan,
  writePlan,
} from '#lib/domain/explain/plan.ts';
import type { PlanOutcome } from '#lib/domain/explain/plan-outcome.ts';
import type { PageData } from './$types';
import { LIST, OF_PLAN } from './services-address.ts';

export type PlanView = NonNullable<PageData['plan']>;

/** What raising nothing comes to under the plan's assumption, and what the plan does. */
export interface Told {
  base: PlanOutcome;
  /** Null where nothing is raised. */
  outcome: PlanOutcome | null;
}

export class PlanState {
  readonly #view: () => PlanView | null;
  /** What works outcomes out; loaded once something is tried that the server was not asked. */
  #engine = $state.raw<typeof import('#lib/domain/explain/plan-outcome.ts') | null>(null);

  readonly plan: Plan = $derived.by(() => {
    const view = this.#view();
    return (view && readPlan(shownParams(), view.most, view.ignored)) ?? NO_PLAN;
  });
  readonly #isServed = $derived.by(() => planKey(this.plan) === this.#view()?.served.key);
  /** Null while it is worked out. */
  readonly told: Told | null = $derived.by(() => {
    const [view, engine] = [this.#view(), this.#engine];
    if (!view || this.#isServed) return view?.served ?? null;
    const raised = raisedBy(this.plan);
    return (
      engine && {
        base: engine.outcomeOf(view.world, 0, this.plan.rivals),
        outcome: raised > 0 ? engine.outcomeOf(view.world, raised, this.plan.rivals) : null,
      }
    );
  });

  /** @param view what the page's load says of plans; null where nothing can be tried */
  constructor(view: () => PlanView | null) {
    this.#view = view;
    $effect(() => {
      if (!this.#view() || this.#isServed || this.#engine) return;
      void import('#lib/domain/explain/plan-outcome.ts').then((loaded) => {
        this.#engine = loaded;
      });
    });
  }

  show(plan: Plan): void {
    const params = writePlan(shownParams(), plan);
    // A list of the plan alone comes from the server.
    if (params.get(LIST) === OF_PLAN) void goToParams(params);
    else pushParams(params);
  }
}
