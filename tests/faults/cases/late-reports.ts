// The same reports in another order end in the same figures.
import type { FaultCase } from '../case.ts';
import { permuteReports } from '../late-reports.ts';
import { layCatalogue } from '../reports.ts';

const ORDERS = { slice: 40, full: 1_000 };

export const faultCase: FaultCase = {
  id: 'F21',
  title: 'reports come in late and out of order',
  limit: 'every order ends in the same figures',
  async run(world, { full, seed }) {
    const { db, close } = await world.openDatabase('late_reports');
    try {
      await layCatalogue(db);
      const report = await permuteReports(db, { orders: full ? ORDERS.full : ORDERS.slice, seed });
      if (report.counterexample) world.print(`  ${report.counterexample}`);
      const count = `${report.orders} orders of ${report.reports} reports`;
      return {
        ok: report.counterexample === null,
        figure: report.counterexample ? `${count}, one ends otherwise` : `${count}, all end alike`,
      };
    } finally {
      await close();
    }
  },
};
