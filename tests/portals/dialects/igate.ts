// A portal whose makers write English names, nest them, and say the level and eligibility in Vietnamese
// words; rows are asked for by offset and limit, the period by its code. Replies carry an ETag.
import { openObject, wholeNumber, windowOf, type Dialect } from './dialect.ts';

export const igate: Dialect = {
  name: 'igate',
  hasVersions: true,
  mapping: {
    produces: 'services',
    request: {
      path: '/rest/service-statistics?ky={period}&offset={offset}&limit={size}',
      size: 400,
      headers: { accept: 'application/json' },
    },
    paging: { kind: 'offset', total: 'result.totalCount' },
    rows: 'result.list',
    fields: {
      code: 'id',
      procedure: 'procedure.nationCode',
      name: 'procedure.name',
      field: 'procedure.sector.name',
      office: 'agency.name',
      level: {
        path: 'level.name',
        values: { 'Mức độ 1': 1, 'Mức độ 2': 2, 'Mức độ 3': 3, 'Mức độ 4': 4 },
      },
      eligible: { path: 'level.eligible4', values: { Có: true, Không: false } },
      received: 'dossiers.received',
      filedOnline: 'dossiers.online',
      handledOnline: 'dossiers.onlineResolved',
      onTime: 'dossiers.onTime',
    },
  },
  readRequest({ pathname, searchParams: query }) {
    if (pathname !== '/rest/service-statistics') return null;
    return windowOf(
      query.get('ky'),
      wholeNumber(query.get('offset')),
      wholeNumber(query.get('limit')),
    );
  },
  openRow: ({ code, procedure }) =>
    openObject({
      id: code,
      procedure: {
        nationCode: procedure.code,
        name: procedure.name,
        sector: { name: procedure.field },
      },
      agency: { name: procedure.office },
    }),
  closeRow: (counts) =>
    `,"level":{"name":"Mức độ ${counts.level}","eligible4":"${counts.eligible ? 'Có' : 'Không'}"}` +
    `,"dossiers":{"received":${counts.received},"online":${counts.filedOnline}` +
    `,"onlineResolved":${counts.handledOnline},"onTime":${counts.onTime}}}`,
  envelope: ({ total }) => [`{"code":0,"result":{"totalCount":${total},"list":[`, ']}}'],
};
