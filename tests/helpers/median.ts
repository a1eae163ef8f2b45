// The middle of measured figures, which one that went wrong does not move. Benches and cases of faults
// import it.
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
