// What the rows of a unit's reply are laid beside: what persons decided of them, the unit's services,
// those of the period before, the last list. All is asked at once, so that no question waits for the
// answer to another. Only gather-services.ts imports it.
import { periodOf, shiftPeriod } from '#lib/domain/period.ts';
import type { ServiceFigures } from '#lib/domain/service-count.ts';
import { DOUBTING_RULES, type Doubted } from '#lib/domain/validate/before.ts';
import type { DecidedRows } from '#lib/domain/validate/decision.ts';
import type { Listed } from '#lib/domain/validate/shorter.ts';
import { type Db, planOnce } from '#lib/server/db/client.ts';
import { readDoubted } from '#lib/server/store/doubted.ts';
import { readLastListed } from '#lib/server/store/listed.ts';
import { readServicesBefore } from '#lib/server/store/past-figures.ts';
import { findLatestRows, readServiceRecords } from '#lib/server/store/service-records.ts';
import { readUnitServices, type UnitServices } from '#lib/server/store/unit-services.ts';
import { readDecided, sourceInPeriod } from './gather-findings.ts';
import type { Gathering, Rows } from './gathering.ts';

interface Before {
  services: Map<string, ServiceFigures>;
  doubted: Doubted;
}

export interface Beside {
  decided: DecidedRows;
  /** Those of the unit, whatever period they were in force in. */
  services: UnitServices;
  before: Before;
  /** Null before the first list of the source. */
  listed: Listed | null;
}

/** What the form of a report showed of the period before, whoever had said it. */
async function readShown(tx: Db, { source, claim, period }: Gathering): Promise<Before> {
  const ended = periodOf(shiftPeriod(period.code, -1), source.reckoning).end;
  const shown = await findLatestRows(tx, { unitId: claim.unitId, until: ended });
  if (shown === null) return { services: new Map(), doubted: new Map() };
  const rows = await readServiceRecords(tx, shown);
  const services = new Map<string, ServiceFigures>(rows.map((row) => [row.code, row]));
  return { services, doubted: await readDoubted(tx, shown, DOUBTING_RULES) };
}

/** What came before: of a report what its form showed; else the source's own. */
async function readBefore(
  tx: Db,
  gathering: Gathering,
  known: Promise<UnitServices>,
): Promise<Before> {
  const { source, period } = gathering;
  if (source.kind === 'xlsx-report') return readShown(tx, gathering);
  const own = { sourceId: source.id, period: shiftPeriod(period.code, -1) };
  const [services, doubted] = await Promise.all([
    readServicesBefore(tx, sourceInPeriod(gathering), known),
    readDoubted(tx, own, DOUBTING_RULES),
  ]);
  return { services, doubted };
}

/** Reads all of it, in the run's transaction. */
export async function readBeside(tx: Db, gathering: Gathering, rows: Rows): Promise<Beside> {
  const { source, claim, period, saidAt } = gathering;
  const planned = planOnce(tx);
  const known = readUnitServices(tx, { unitId: claim.unitId, seriesId: source.series });
  const [, services, decided, before, listed] = await Promise.all([
    planned,
    known,
    readDecided(tx, gathering, rows),
    readBefore(tx, gathering, known),
    readLastListed(tx, { sourceId: source.id, period: period.code }, saidAt),
  ]);
  return { decided, services, before, listed };
}
