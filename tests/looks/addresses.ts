// Every public page by its route, and what else the script of widths draws. The browser's tests look at
// each page once, and fail for a route that stands in no line here.
import { REVISED } from '../helpers/seed-revision.ts';

const SHARE = '/rankings/provinces/share_l4';
/** Of the services that a province was seeded with. */
const PROCEDURE = '1.001001';
const FIGURE = `/units/${REVISED.unit}/figures/share_l4`;

/** Of each public route the addresses at which it looks different. */
export const PAGES: Record<string, readonly string[]> = {
  '/': ['/?period=2021-Q1', '/?period=2020-Q4'],
  '/compare': ['/compare', '/compare?units=p-26,p-68,m-btp&period=2020-Q1'],
  '/corrections': ['/corrections'],
  '/data': ['/data'],
  '/data/push': ['/data/push'],
  '/data/reference': ['/data/reference'],
  '/embed/[name]': ['/embed/map?measure=share_l4&period=2020-Q1'],
  '/glossary': ['/glossary'],
  '/indicators': ['/indicators?period=2020-Q1'],
  '/indicators/[indicator]': ['/indicators/share_l4?period=2020-Q1'],
  '/methodology': ['/methodology'],
  '/methodology/rules': ['/methodology/rules'],
  '/nation': ['/nation'],
  '/platforms': ['/platforms?period=2020-Q2'],
  '/procedures': [`/procedures?period=${REVISED.period}`],
  '/procedures/[procedure]': [`/procedures/${PROCEDURE}?period=${REVISED.period}`],
  '/promises': ['/promises'],
  '/rankings': ['/rankings'],
  '/rankings/[group]/[measure]': [
    `${SHARE}?period=2021-Q1`,
    `${SHARE}?period=2020-Q1&boundaries=2025`,
    // With a unit's neighbours, one pinned, and columns of the reader's own.
    `${SHARE}?period=2020-Q1&near=p-26&pin=p-96&cols=counts&cols=state&cols=behind`,
    '/rankings/ministries/tiendo:tiendo?period=2020-Q4',
    '/rankings/ministries/lgsp_present?period=2020-Q1',
    // With weights of the reader's own.
    '/rankings/provinces/tiendo:tiendo?period=2020-Q1&w.provision=10&w.documents=60&w-move=40&w-scale=minmax',
  ],
  '/rankings/[group]/[measure]/editions': [`${SHARE}/editions?period=${REVISED.period}`],
  '/releases/difference': ['/releases/difference?from=2020-Q3&to=2020-Q4'],
  '/releases': ['/releases'],
  '/search': ['/search?q=hue', '/search?q=zzzz'],
  '/series/[series]': ['/series/lam-dong-ict?period=2021-Q2'],
  '/sign-in': ['/sign-in'],
  '/signs': ['/signs?period=2020-Q4', '/signs?unit=p-00'],
  '/sources': ['/sources', '/sources?period=2021-Q1'],
  '/sources/[source]': ['/sources/portal-p-48'],
  '/units': ['/units'],
  '/units/[unit]': [
    // With signs, an index, a move of rank and everything else that a province may have.
    '/units/p-24?period=2020-Q4',
    // With services to raise, each named.
    `/units/${REVISED.unit}?period=${REVISED.period}`,
    '/units/m-bca?period=2021-Q1',
    // With its parts, and both sides of the break.
    '/units/p25-33',
    // With bodies below it.
    '/units/p-68',
  ],
  '/units/[unit=body]': ['/units/lam-dong-ict:snv', '/units/lam-dong-ict:674?period=2021-Q2'],
  '/units/[unit]/figures/[indicator]': [
    `${FIGURE}?period=${REVISED.period}`,
    '/units/m-bca/figures/share_l4?period=2021-Q1',
  ],
  '/units/[unit]/brief': [`/units/${REVISED.unit}/brief?period=${REVISED.period}`],
  '/units/[unit]/services': [`/units/${REVISED.unit}/services?period=${REVISED.period}`],
  '/verify': ['/verify'],
};

const AT = 'period=2020-Q1';

/** Pages at other moments, at their longest, and where there is nothing. */
const FURTHER: readonly string[] = [
  '/',
  '/?period=2018-Q1',
  SHARE,
  `/rankings/ministries/share_l4?${AT}`,
  `/rankings/provinces/dossiers_online_all?${AT}&near=p-26&pin=p-96&cols=people&cols=state`,
  '/units/p-26',
  `/units/p-26?${AT}`,
  '/units/m-bldtbxh',
  '/units/m-bhxh',
  '/units/p-26/services',
  '/units/p-26/figures/share_l4',
  '/indicators/dossiers_online_services',
  '/compare?units=p-26,p-01,p-79',
  '/sources/portal-26',
  '/embed/course?unit=p-26',
  '/khong-co',
];

export const ADDRESSES: readonly string[] = [...Object.values(PAGES).flat(), ...FURTHER];
