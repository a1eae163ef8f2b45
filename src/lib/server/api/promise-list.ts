// Dated promises as the API answers them, as JSON and as CSV. Field and column names are part of the API
// and never change. Routes under /api/v1/promises import it.
import { countStates, PROMISE_STATES } from '#lib/domain/promise-outcomes.ts';
import type { Db } from '../db/client.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import { readParameters, requireMoment, requireOneOf } from '../http.ts';
import {
  readPromises,
  whomOf,
  type DatedPromise,
  type PromiseList,
  type Released,
  type Witness,
} from '../promise-list.ts';
import type { Published } from '../published.ts';

interface Asking {
  db: Db;
  published: Published;
  now: Date;
}

/**
 * The promises that an address asks for, with the counts of all.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
async function askedPromises({ db, published, now }: Asking, url: URL) {
  const { state, asOf: moment } = readParameters(url, ['state', 'asOf']);
  if (state !== undefined) requireOneOf('state', state, PROMISE_STATES);
  const asOf = moment === undefined ? undefined : requireMoment('asOf', moment);
  const list = await readPromises(db, published, { now, asOf });
  return { list, wanted: list.dated.filter((each) => (state ? each.state === state : true)) };
}

const sourceOf = ({ sourceVi: vi, sourceEn: en }: { sourceVi: string; sourceEn: string }) => ({
  vi,
  en,
});

/** What was said, as a fraction for shares; the figure as printed where others published it. */
function toldJson(witness: Witness | null) {
  if (!witness) return null;
  const { day, fact, press, release } = witness;
  if (press) return { day: press.day, fact: press.id, source: sourceOf(press) };
  const value = { value: witness.value, qualifier: witness.qualifier || null };
  if (release) return { day, ...value, release: release.id, period: release.period };
  return {
    day: fact?.day ?? day,
    ...value,
    measure: fact?.measure ?? null,
    published: fact?.value ?? null,
    source: fact ? sourceOf(fact) : null,
  };
}

const releasedJson = (released: Released | null) =>
  released && {
    release: released.release.id,
    period: released.release.period,
    illustrative: released.release.illustrative,
    value: released.value,
    met: released.met,
    withTarget: released.withTarget,
  };

/** By which documents it was promised, on which day. */
function documentsOf(promise: DatedPromise) {
  if (promise.origin === 'target') {
    return promise.target.bases.map(({ sourceVi: vi, sourceEn: en, ...basis }) => ({
      ...basis,
      source: { vi, en },
    }));
  }
  if (promise.origin === 'press') {
    return [{ document: null, documentDate: promise.said, source: sourceOf(promise.fact) }];
  }
  const { document, documentDate, verified } = promise.listed;
  return [{ document, documentDate, verified, source: sourceOf(promise.listed) }];
}

/** What is asked, in the measure's own unit. */
function askedOf(promise: DatedPromise) {
  if (promise.origin === 'target') {
    const { operator, value, baseline } = promise.target;
    return { operator, value: String(value), baseline };
  }
  if (promise.origin === 'press') {
    return { operator: null, value: promise.fact.value, baseline: null };
  }
  const { operator, value } = promise.listed;
  return { operator, value, baseline: null };
}

function namesOf(promise: DatedPromise): { vi: string; en: string } | null {
  if (promise.origin === 'target') {
    return { vi: promise.indicator.nameVi, en: promise.indicator.nameEn };
  }
  return promise.origin === 'press' ? { vi: promise.fact.factVi, en: promise.fact.factEn } : null;
}

const promiseJson = (promise: DatedPromise) => ({
  id: promise.id,
  origin: promise.origin,
  subject: promise.subject,
  name: namesOf(promise),
  ...whomOf(promise),
  asked: askedOf(promise),
  documents: documentsOf(promise),
  due: promise.due,
  state: promise.state,
  decidedBy: toldJson(promise.by),
  latest: toldJson(promise.latest),
  released: promise.origin === 'target' ? releasedJson(promise.released) : null,
});

const stateCounts = ({ dated }: PromiseList) => countStates(dated.map(({ state }) => state));

/** What `/api/v1/promises` answers. */
export async function promisesListJson(asking: Asking, url: URL) {
  const { list, wanted } = await askedPromises(asking, url);
  return {
    today: list.today,
    total: list.dated.length,
    counts: stateCounts(list),
    promises: wanted.map(promiseJson),
    undated: list.undated.map((each) => ({
      id: `listed:${each.id}`,
      subject: each.indicator,
      groups: each.groups.split('|'),
      due: each.due || null,
      document: each.document,
      documentDate: each.documentDate,
      source: sourceOf(each),
    })),
  };
}

export const PROMISE_COLUMNS =
  'today id origin subject name_vi name_en unit_id groups operator value baseline documents ' +
  'promised_on due state decided_on decided_value decided_by latest_on latest_value latest_by ' +
  'released_period released_illustrative released_value released_met released_of source';

/** The day, the figure, and who says so. */
function toldCells(witness: Witness | null): CsvCell[] {
  if (!witness) return [null, null, null];
  const { day, value, qualifier, fact, press, release } = witness;
  if (press) return [press.day, null, press.sourceVi];
  const by = fact ? fact.sourceVi : (release?.id ?? null);
  return [fact?.day ?? day, qualifier ? `${qualifier}${value}` : value, by];
}

function lineOf(promise: DatedPromise, { today }: PromiseList): CsvCell[] {
  const { unitId, groupIds } = whomOf(promise);
  const names = namesOf(promise);
  const { operator, value, baseline } = askedOf(promise);
  const documents = documentsOf(promise);
  const released = promise.origin === 'target' ? promise.released : null;
  return [
    ...[today, promise.id, promise.origin, promise.subject],
    ...[names?.vi ?? null, names?.en ?? null, unitId, groupIds.join('|')],
    ...[operator, value, baseline],
    documents.flatMap(({ document }) => document ?? []).join('; '),
    documents.map(({ documentDate }) => documentDate).toSorted()[0] ?? null,
    ...[promise.due, promise.state],
    ...toldCells(promise.by),
    ...toldCells(promise.latest),
    ...[released?.release.period ?? null, released?.release.illustrative ?? null],
    ...[released?.value ?? null, released?.met ?? null, released?.withTarget ?? null],
    documents.map(({ source }) => source.vi).join('; '),
  ];
}

/** The same as CSV, a line a promise, overdue ones first. */
export async function promisesCsv(asking: Asking, url: URL) {
  const { list, wanted } = await askedPromises(asking, url);
  const lines = wanted.map((promise) => lineOf(promise, list));
  const isMadeUp = wanted.some(
    (each) => each.origin === 'target' && (each.released?.release.illustrative ?? false),
  );
  return {
    body: writeCsv(PROMISE_COLUMNS.split(' '), lines, { mark: true }),
    fileName: `tiendo-promises${isMadeUp ? '-minh-hoa' : ''}.csv`,
  };
}
