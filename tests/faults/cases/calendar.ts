// The clock jumps by an hour, summer time begins and ends, a leap day and a year's end come by.
import { answerRows, openSmallPortal, serviceRow } from '../../helpers/small-portal.ts';
import { DAYS, runSpan, SPANS, ZONE } from '../calendar.ts';
import type { FaultCase } from '../case.ts';

export const faultCase: FaultCase = {
  id: 'F15',
  title: `clock one hour off, summer time in ${ZONE}, leap day, end of a year`,
  limit: 'slots run twice 0, skipped 0',
  async run(world) {
    const portal = await openSmallPortal(answerRows([serviceRow('a')]));
    let [twice, skipped] = [0, 0];
    try {
      for (const [place, span] of SPANS.entries()) {
        const { db, close } = await world.openDatabase(`calendar_${place}`);
        const found = await runSpan(db, span, portal.url).finally(close);
        twice += found.twice;
        skipped += found.skipped;
        const words = `${found.twice} slots twice, ${found.skipped} skipped`;
        if (found.twice + found.skipped > 0) world.print(`  ${span.name}: ${words}`);
      }
    } finally {
      await portal.close();
    }
    return {
      ok: twice === 0 && skipped === 0,
      figure: `${SPANS.length} spans of ${DAYS} days: ${twice} slots twice, ${skipped} skipped`,
    };
  },
};
