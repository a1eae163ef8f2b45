// HiGHS, https://highs.dev, compiled to WebAssembly, behind the one question that the domain asks of a
// solver. It holds its thread while it works: only the worker of certainty.ts loads it, and tests.
import loadHighs from 'highs';
import type { MipAnswer, MipModel, SolveMip } from '#lib/domain/explain/mip.ts';

/** Tighter than its defaults of 1e-6 and 1e-7: places hang on whether two scores are equal. */
const FEASIBILITY = 1e-9;

/**
 * A solver that answers until a moment, and null after it.
 *
 * @param options.secondsLeft asked before each programme; what it may take
 */
export async function createSolver(options: { secondsLeft: () => number }): Promise<SolveMip> {
  const highs = await loadHighs();
  return (model) => {
    const seconds = options.secondsLeft();
    if (seconds <= 0) return null;
    return highs.withModel(asHighs(model, highs), (solver): MipAnswer => {
      solver.options.set({
        output_flag: false,
        time_limit: seconds,
        mip_feasibility_tolerance: FEASIBILITY,
        primal_feasibility_tolerance: FEASIBILITY,
        // The heuristic takes longer than all the rest: 154 ms against 55 for 63 units of 8 leaves, and
        // five times as long for a handful of units. The minimum is the same.
        mip_heuristic_run_feasibility_jump: false,
      });
      solver.run();
      const { colValue } = solver.getSolution();
      const isFound = colValue.length === model.costs.length && hasSolution(solver);
      return {
        bound: Number(solver.info.get('mip_dual_bound')),
        values: isFound ? [...colValue] : null,
      };
    });
  };
}

/** Of HiGHS's codes of a primal solution, https://ergo-code.github.io/HiGHS/dev/structures/enums/. */
const FEASIBLE = 2;

const hasSolution = (solver: { info: { get: (name: string) => number | bigint } }): boolean =>
  Number(solver.info.get('primal_solution_status')) === FEASIBLE;

type Highs = Awaited<ReturnType<typeof loadHighs>>;

function asHighs({ costs, lower, upper, isInteger, rows }: MipModel, highs: Highs) {
  const { continuous, integer } = highs.constants.variableType;
  let entries = 0;
  return {
    numCols: costs.length,
    numRows: rows.length,
    colCost: costs,
    colLower: lower,
    colUpper: upper,
    rowLower: rows.map((row) => row.lower),
    rowUpper: rows.map((row) => row.upper),
    integrality: isInteger.map((is) => (is ? integer : continuous)),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: costs.length,
      starts: [0, ...rows.map(({ columns }) => (entries += columns.length))],
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ values }) => values),
    },
  };
}
