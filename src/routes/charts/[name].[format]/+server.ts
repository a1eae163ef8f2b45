// A chart as a file: SVG, PNG or the CSV of its figures, in the language of the address.
import { composePicture, PICTURE_WIDTHS, type PictureWidth } from '#lib/charts/picture.ts';
import type { ChartCell } from '#lib/charts/types.ts';
import { shortHash } from '#lib/components/release-mark.ts';
import { locale } from '#lib/components/address.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { writeCsv } from '#lib/server/csv.ts';
import { api, otherMethods, requireOneOf, respond } from '#lib/server/http.ts';
import { pngOf } from '#lib/server/pictures/png.ts';
import { requireChart, type FoundChart } from '../asked-chart.server.ts';

const FORMATS = ['svg', 'png', 'csv'] as const;

/** A release never changes; how it is drawn may, with a new version of ours. */
const PINNED = 'public, max-age=86400';

/** `tiendo-spread-share_l4-2020-Q1-1-minh-hoa.png`: made-up figures say so in their name. */
function fileNameOf({ name, given, sheet, release }: FoundChart, format: string): string {
  const asked = [given.unit, given.group, given.measure].map((each) => each?.replaceAll(':', '-'));
  const made = release ? [release.period, release.number] : [];
  const mark = sheet.mark === null ? [] : ['minh-hoa'];
  const parts = ['tiendo', name, ...asked, ...made, ...mark];
  return `${parts.filter((part) => part !== undefined).join('-')}.${format}`;
}

/** Whence a picture is, printed in it. */
function citeOf({ release }: FoundChart, { host }: URL): string {
  const site = m.app_name();
  if (!release) return m.charts_cite_plain({ site, host });
  const { number, hash } = release;
  const period = formatPeriod(release.period, locale());
  return m.charts_cite({ site, host, period, number, hash: shortHash(hash) });
}

const valueOf = (cell: ChartCell) => (typeof cell === 'string' ? cell : cell.value);
const wholeOf = (cell: ChartCell) => (typeof cell === 'string' ? null : (cell.of ?? null));

function csvOf({ sheet, release }: FoundChart): string {
  const { columns, rows, releases } = sheet.table;
  return writeCsv(
    ['illustrative', 'release', ...columns.flatMap(({ name, inFile }) => inFile ?? [name])],
    rows.map((cells, row) => [
      sheet.mark !== null,
      release?.id ?? releases?.[row] ?? null,
      ...cells.flatMap((cell, at) =>
        columns[at]?.inFile ? [valueOf(cell), wholeOf(cell)] : [valueOf(cell)],
      ),
    ]),
    { mark: true },
  );
}

export const GET = api(async ({ params, request, url }) => {
  const format = requireOneOf('format', params.format ?? '', FORMATS);
  const parameters = format === 'csv' ? [] : (['width'] as const);
  const found = await requireChart(params.name ?? '', url, parameters);
  const which = requireOneOf('width', found.own.width ?? 'desk', PICTURE_WIDTHS) as PictureWidth;
  const pinned = found.given.release === undefined ? {} : { cacheControl: PINNED };
  const file = { ...pinned, fileName: fileNameOf(found, format) };
  if (format === 'csv') {
    const contentType = 'text/csv; charset=utf-8';
    return respond(request, { ...file, body: csvOf(found), contentType });
  }
  const svg = composePicture(found.sheet, which, citeOf(found, url));
  const picture = { ...file, isInline: true };
  return format === 'svg'
    ? respond(request, { ...picture, body: svg, contentType: 'image/svg+xml; charset=utf-8' })
    : respond(request, { ...picture, body: await pngOf(svg), contentType: 'image/png' });
});

export const fallback = otherMethods;
