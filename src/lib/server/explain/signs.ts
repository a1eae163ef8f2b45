// The signs of one unit that readers see, for its page and for the API: raised more than ten working
// days ago, not withdrawn, with the unit's answer.
import { hanoiDay } from '#lib/domain/format.ts';
import type { Db } from '../db/client.ts';
import { type AskedSign, readSigns } from '../store/signs.ts';

/** A sign as readers see it: without the person who answered, and without what staff alone see. */
export type PublicSign = Pick<
  AskedSign,
  | 'id'
  | 'found'
  | 'measure'
  | 'measureNameVi'
  | 'measureNameEn'
  | 'seriesId'
  | 'period'
  | 'releaseId'
  | 'illustrative'
  | 'raisedAt'
  | 'dueOn'
> & { answer: { text: string; at: Date } | null };

/** The latest period first; empty where the unit was never asked, or may still answer unseen. */
export async function readPublicSigns(db: Db, unit: string, now: Date): Promise<PublicSign[]> {
  const signs = await readSigns(db, { units: [unit], publicOn: hanoiDay(now.toISOString()) });
  return signs.map(({ answer, ...sign }) => ({
    id: sign.id,
    found: sign.found,
    measure: sign.measure,
    measureNameVi: sign.measureNameVi,
    measureNameEn: sign.measureNameEn,
    seriesId: sign.seriesId,
    period: sign.period,
    releaseId: sign.releaseId,
    illustrative: sign.illustrative,
    raisedAt: sign.raisedAt,
    dueOn: sign.dueOn,
    answer: answer && { text: answer.text, at: answer.at },
  }));
}
