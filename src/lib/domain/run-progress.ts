// How far a run is, as the gatherer tells it and a page shows it. Pure; anyone may import it.

export interface RunProgress {
  runId: string;
  sourceId: string;
  period: string;
  /** `fetch` pages come in · `record` they are checked and written · `done` or `failed` it is over. */
  step: 'fetch' | 'record' | 'done' | 'failed';
  /** Pages that came so far, and their rows. */
  pages: number;
  rows: number;
  /** ISO time. */
  at: string;
}

/** Whether nothing more will come of the run for now: then the ledger says how it ended. */
export const isOver = ({ step }: RunProgress): boolean => step === 'done' || step === 'failed';
