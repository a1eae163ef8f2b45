// From the pages of a source to rows, figures and findings, by what its mapping says they are. Runs in
// the one transaction of gather.ts, or of a dry run that keeps nothing.
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { Page } from '#lib/server/sources/kind.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { recordPackage } from './gather-package.ts';
import { recordPlatform } from './gather-platform.ts';
import { recordServices } from './gather-services.ts';
import type { Gathering, Recorded } from './gathering.ts';

/**
 * Records what the pages say.
 *
 * @throws Returned where the source is taken whole and a row is refused
 */
export async function recordPages(
  ctx: JobContext,
  tx: Db,
  gathering: Gathering,
  pages: readonly Page[],
): Promise<Recorded> {
  const { source, claim, period } = gathering;
  const { mapping } = source;
  if (mapping.produces === 'package') {
    return recordPackage(ctx, tx, gathering, pages);
  }
  const recorded =
    mapping.produces === 'services'
      ? await recordServices(ctx, tx, gathering, pages, mapping)
      : await recordPlatform(ctx, tx, gathering, pages, mapping);
  await kindOf(source).recordMore?.(tx, claim, period, pages);
  return recorded;
}
