// The search over all that has a page: units and their bodies, indicators, indices, procedures, pages
// and terms. One index in memory, made anew when something is released. Pages and API import it.
import { find, indexOf, type SearchIndex, type Sought } from '#lib/domain/search/find.ts';
import { aliasesOf } from '#lib/domain/search/unit-aliases.ts';
import { formatDay, type Locale } from '#lib/domain/format.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { allOf } from '../all-of.ts';
import type { Db } from '../db/client.ts';
import { GLOSSARY } from '../glossary.ts';
import { keepLast } from '../keep-last.ts';
import { readLoadedReleases } from '../loaded-series.ts';
import type { Published } from '../published.ts';
import {
  readSearchedIndicators,
  readSearchedProcedures,
  readSearchedUnits,
  type SearchedIndicator,
  type SearchedProcedure,
  type SearchedUnit,
} from '../store/searched.ts';
import { PAGES } from './pages.ts';

/** What the jobs gather, and what documents define without anybody gathering it. */
const CATALOGUE = new Set([GATHERED_SERIES, 'reference']);

type Message = typeof m.search_title;

/** A message as a thing is named: in both languages. */
const named = (message: Message) => ({
  nameVi: message({}, { locale: 'vi' }),
  nameEn: message({}, { locale: 'en' }),
});

const PLAIN = { noteVi: null, noteEn: null, aliases: [], codes: [], isCurrent: true };

function daysNote({ validFrom, validTo }: SearchedUnit, locale: Locale): string | null {
  if (validTo !== null) return m.search_until({ day: formatDay(validTo, locale) }, { locale });
  return validFrom !== null && validFrom >= FIRST_MERGERS
    ? m.search_from({ day: formatDay(validFrom, locale) }, { locale })
    : null;
}
/** Units that began later took over from others of like name. */
const FIRST_MERGERS = '2025-01-01';

function unitSought(unit: SearchedUnit, ranked: ReadonlySet<string>): Sought {
  const { id, seriesId, nameVi, nameEn, parentVi, parentEn, codes } = unit;
  const isBody = seriesId !== null;
  return {
    kind: isBody ? 'body' : 'unit',
    path: `/units/${id}`,
    nameVi,
    nameEn,
    noteVi:
      parentVi === null ? daysNote(unit, 'vi') : m.search_of({ unit: parentVi }, { locale: 'vi' }),
    noteEn:
      parentEn === null ? daysNote(unit, 'en') : m.search_of({ unit: parentEn }, { locale: 'en' }),
    aliases: isBody ? [] : aliasesOf(unit),
    codes: [...codes, id],
    isCurrent: isBody || ranked.has(id),
  };
}

const indicatorSought = ({
  code,
  seriesId,
  nameVi,
  nameEn,
  documents,
}: SearchedIndicator): Sought => ({
  ...PLAIN,
  kind: 'indicator',
  path: `/indicators/${code}${CATALOGUE.has(seriesId) ? '' : `?series=${encodeURIComponent(seriesId)}`}`,
  nameVi,
  nameEn,
  codes: [code],
  documents,
  // What documents define and nobody gathers comes after what has figures.
  isCurrent: seriesId !== 'reference',
});

const procedureSought = ({ code, nameVi, field }: SearchedProcedure): Sought => ({
  ...PLAIN,
  kind: 'procedure',
  path: `/procedures/${encodeURIComponent(code)}`,
  nameVi,
  // The state names its procedures in Vietnamese alone.
  nameEn: nameVi,
  noteVi: field,
  noteEn: field,
  codes: [code],
});

const pagesSought = (): Sought[] =>
  PAGES.map(({ path, name, also }) => ({
    ...PLAIN,
    kind: 'page',
    path,
    ...named(name),
    aliases: also,
  }));

const termsSought = (): Sought[] =>
  GLOSSARY.flatMap(({ terms }) =>
    terms.map(({ code, name, also }) => ({
      ...PLAIN,
      kind: 'term' as const,
      path: `/glossary#${code}`,
      ...named(name),
      aliases: also,
    })),
  );

/** Indices that were loaded as published, by the page of their ranking. */
async function seriesSought(published: Published): Promise<Sought[]> {
  const releases = await readLoadedReleases(published);
  return releases.map(({ rules: { series } }) => ({
    ...PLAIN,
    kind: 'series',
    path: `/series/${encodeURIComponent(series.id)}`,
    nameVi: series.nameVi,
    nameEn: series.nameEn,
    codes: [series.id],
  }));
}

async function buildIndex(db: Db, published: Published): Promise<SearchIndex> {
  const { units, indicators, procedures, series, release } = await allOf({
    units: readSearchedUnits(db),
    indicators: readSearchedIndicators(db),
    procedures: readSearchedProcedures(db),
    series: seriesSought(published),
    release: published.current({ series: GATHERED_SERIES }),
  });
  const ranked = new Set<string>(release?.rules.units.map(({ id }) => id));
  return indexOf([
    ...units.map((unit) => unitSought(unit, ranked)),
    ...indicators.map(indicatorSought),
    ...series,
    ...termsSought(),
    ...pagesSought(),
    ...procedures.map(procedureSought),
  ]);
}

/** Of each database the index of what is released now. */
const keep = keepLast<SearchIndex>(1);

/**
 * What is nearest to the words typed, nearest first; see `find` of the domain.
 *
 * @param most how many at most
 */
export async function search(
  db: Db,
  published: Published,
  text: string,
  most: number,
): Promise<{ found: Sought[]; total: number }> {
  const heads = await published.heads();
  const released = heads.filter(({ current }) => current).map(({ id }) => id);
  const index = await keep(released.join(' '), () => buildIndex(db, published));
  return find(index, text, most);
}
