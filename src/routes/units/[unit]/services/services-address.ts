// What the list of services shows, as it stands in the address: `?q=dat dai&level=3&sort=-dossiers`.
// What cannot be meant is left out, never an error. Pure; the page's load and its parts import it.
import { SERVICE_ORDERS, type ServiceFilter, type ServiceOrder } from '#lib/domain/service-list.ts';

export interface ServicesView {
  filter: ServiceFilter;
  sort: { by: ServiceOrder; isDescending: boolean };
  /** Only what the plan of the address raises, where it has one. */
  isOfPlan: boolean;
}

/** The name by which the list is of the plan alone, and what it says then. */
export const LIST = 'list';
export const OF_PLAN = 'plan';
/** Names that narrow the list; another one begins at its first page. */
export const FILTER_NAMES = [
  'q',
  'field',
  'office',
  'level',
  'eligible',
  'dossiers',
  LIST,
] as const;
/** As they are written: longer than any name of an office. */
const MOST_CHARS = 300;

export function readView(params: URLSearchParams): ServicesView {
  const text = (name: string): string | undefined =>
    params.get(name)?.trim().slice(0, MOST_CHARS) || undefined;
  const sort = text('sort') ?? '';
  const by = SERVICE_ORDERS.find((each) => each === sort.replace(/^-/, ''));
  const eligible = text('eligible');
  return {
    filter: {
      search: text('q'),
      field: text('field'),
      office: text('office'),
      level: wholeFrom(text('level'), 1, 4),
      eligible: eligible === 'true' ? true : eligible === 'false' ? false : undefined,
      dossiers: wholeFrom(text('dossiers'), 1, 1e9),
    },
    isOfPlan: text(LIST) === OF_PLAN,
    sort: by ? { by, isDescending: sort.startsWith('-') } : { by: 'raise', isDescending: false },
  };
}

function wholeFrom(text: string | undefined, least: number, most: number): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
}

/** `params` with one name put, or taken out by null; whatever narrows or orders leads to the first page. */
export function withParam(
  params: URLSearchParams,
  name: string,
  value: string | null,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('page');
  if (value === null) next.delete(name);
  else next.set(name, value);
  return next;
}

/** `params` with the services of its plan alone, none narrowed away. */
export function withPlanListed(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['page', ...FILTER_NAMES]) next.delete(name);
  next.set(LIST, OF_PLAN);
  return next;
}

/** The order that a click on a head asks for: numbers from the largest down at first. */
export function nextSort({ sort }: ServicesView, by: ServiceOrder): string {
  const isNumber = by === 'level' || by === 'dossiers' || by === 'online';
  const isDescending = sort.by === by ? !sort.isDescending : isNumber;
  return (isDescending ? '-' : '') + by;
}
