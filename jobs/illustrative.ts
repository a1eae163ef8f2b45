// Keeps figures of nobody out of real installations: at their start, and where a package is loaded.
// main and load import it.
import { UsageError } from '#lib/server/errors.ts';
import type { JobContext } from '#lib/server/context.ts';
import { findIllustrative } from '#lib/server/store/illustrative.ts';

/** @throws UsageError where the database of a real installation holds illustrative figures */
export async function refuseIllustrative({ db }: Pick<JobContext, 'db'>): Promise<void> {
  const { sources, series } = await findIllustrative(db);
  if (sources.length === 0 && series.length === 0) return;
  const found = [
    sources.length > 0 ? `${sources.length} illustrative sources (${sources[0]} …)` : '',
    series.length > 0 ? `illustrative releases of ${series.join(', ')}` : '',
  ];
  throw new UsageError(
    `This database holds ${found.filter(Boolean).join(' and ')}: figures of nobody, which a real ` +
      'installation never shows. Start with an empty database (TIENDO_DATA, DATABASE_URL); ' +
      'for the demo, run npm run demo.',
  );
}

/**
 * An illustrative package may join illustrative figures only: a database that it entered first would
 * be refused at every start from then on.
 *
 * @throws UsageError where the package is illustrative and nothing in the database is
 */
export async function refuseIllustrativePackage(
  { db }: Pick<JobContext, 'db'>,
  { name, illustrative }: { name: string; illustrative: boolean },
): Promise<void> {
  if (!illustrative) return;
  const { sources, series } = await findIllustrative(db);
  if (sources.length > 0 || series.length > 0) return;
  throw new UsageError(
    `${name}: gói số liệu minh họa, không nạp vào cơ sở dữ liệu thật. Chạy npm run demo, rồi nạp ` +
      'vào thư mục dữ liệu của nó bằng --data.\n' +
      `${name}: the package is illustrative and is not loaded into a real database. Run npm run ` +
      'demo and load it into that data folder by --data.',
  );
}
