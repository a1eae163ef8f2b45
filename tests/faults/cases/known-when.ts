// What was known when: the store's answer against the log played again.
import type { FaultCase } from '../case.ts';
import { askWhatWasKnown } from '../known-when.ts';
import { layCatalogue } from '../reports.ts';

const QUESTIONS = { slice: 400, full: 10_000 };

export const faultCase: FaultCase = {
  id: 'F22',
  title: 'what was known at a moment is asked afterwards',
  limit: 'every answer is what the log, played up to then, says',
  async run(world, { full, seed }) {
    const { db, close } = await world.openDatabase('known_when');
    try {
      await layCatalogue(db);
      const questions = full ? QUESTIONS.full : QUESTIONS.slice;
      const report = await askWhatWasKnown(db, { questions, seed });
      if (report.counterexample) world.print(`  ${report.counterexample}`);
      return {
        ok: report.counterexample === null,
        figure: `${report.questions} questions, ${report.counterexample ? 'one answered otherwise' : 'all answered alike'}`,
      };
    } finally {
      await close();
    }
  },
};
