// The terms of the field that pages explain in place, in the order of the glossary: each with its words
// and, where there is one, the document that lays it down. The page of the glossary, the search and its
// test import it; components show a term by its code and the same message.
import { formatDay } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';

type Message = typeof m.glossary_lgsp;

interface Cited {
  sourceVi: string;
  sourceEn: string;
}

export interface Term {
  /** Its place on the page: `/glossary#lgsp`. */
  code: string;
  name: Message;
  says: Message;
  /** Other ways to write it, found by the search. */
  also: readonly string[];
  /** The document that lays it down; null where none does. */
  source: Cited | null;
}

export interface TermGroup {
  name: Message;
  terms: readonly Term[];
}

const term = (
  code: string,
  name: Message,
  says: Message,
  { also = [], source = null }: { also?: string[]; source?: Cited | null } = {},
): Term => ({ code, name, says, also, source });

const cite =
  (vi: string, en: string) =>
  (number: string, day: string): Cited => ({
    sourceVi: `${vi} số ${number} ngày ${formatDay(day, 'vi')}`,
    sourceEn: `${en} ${number} of ${formatDay(day, 'en')}`,
  });
const decree = cite('Nghị định', 'Decree');
const decision = cite('Quyết định', 'Decision');
const book = (text: string): Cited => ({ sourceVi: text, sourceEn: text });

const LEVELS = decree('43/2011/NĐ-CP', '2011-06-13');
const FULL_PART = decree('42/2022/NĐ-CP', '2022-06-24');
const SHARING = decree('47/2020/NĐ-CP', '2020-04-09');
const ONE_STOP = decree('61/2018/NĐ-CP', '2018-04-23');
const COMPOSITES = book('OECD, JRC: Handbook on Constructing Composite Indicators (2008)');

export const GLOSSARY: readonly TermGroup[] = [
  {
    name: m.glossary_group_services,
    terms: [
      term('procedure', m.glossary_procedure, m.glossary_procedure_says, {
        also: ['TTHC'],
        source: decree('63/2010/NĐ-CP', '2010-06-08'),
      }),
      term('online_service', m.glossary_online_service, m.glossary_online_service_says, {
        also: ['DVCTT', 'DVC', 'dịch vụ công'],
        source: LEVELS,
      }),
      term('level_1_2', m.glossary_level_1_2, m.glossary_level_1_2_says, { source: LEVELS }),
      term('level_3', m.glossary_level_3, m.glossary_level_3_says, {
        also: ['mức 3'],
        source: LEVELS,
      }),
      term('level_4', m.glossary_level_4, m.glossary_level_4_says, {
        also: ['mức 4'],
        source: LEVELS,
      }),
      term('full_online', m.glossary_full_online, m.glossary_full_online_says, {
        also: ['DVCTT toàn trình', 'dịch vụ công trực tuyến toàn trình'],
        source: FULL_PART,
      }),
      term('part_online', m.glossary_part_online, m.glossary_part_online_says, {
        also: ['DVCTT một phần', 'dịch vụ công trực tuyến một phần'],
        source: FULL_PART,
      }),
      term('eligible', m.glossary_eligible, m.glossary_eligible_says),
      term('dossier', m.glossary_dossier, m.glossary_dossier_says, {
        source: ONE_STOP,
      }),
      term('with_dossiers', m.glossary_with_dossiers, m.glossary_with_dossiers_says),
      term('on_time', m.glossary_on_time, m.glossary_on_time_says, {
        source: ONE_STOP,
      }),
    ],
  },
  {
    name: m.glossary_group_platforms,
    terms: [
      term('lgsp', m.glossary_lgsp, m.glossary_lgsp_says, {
        also: ['nền tảng tích hợp, chia sẻ dữ liệu cấp bộ, cấp tỉnh'],
        source: SHARING,
      }),
      term('ndxp', m.glossary_ndxp, m.glossary_ndxp_says, {
        also: ['NGSP', 'nền tảng tích hợp, chia sẻ dữ liệu quốc gia'],
        source: SHARING,
      }),
      term('npsp', m.glossary_npsp, m.glossary_npsp_says, {
        also: ['NPSP', 'dichvucong.gov.vn'],
        source: decision('274/QĐ-TTg', '2019-03-12'),
      }),
      term('soc', m.glossary_soc, m.glossary_soc_says, {
        also: ['trung tâm giám sát, điều hành an toàn, an ninh mạng'],
      }),
      term('emc', m.glossary_emc, m.glossary_emc_says, { also: ['hệ thống giám sát, đo lường'] }),
      term('doc_axis', m.glossary_doc_axis, m.glossary_doc_axis_says, {
        source: decision('28/2018/QĐ-TTg', '2018-07-12'),
      }),
      term('digital_signature', m.glossary_digital_signature, m.glossary_digital_signature_says, {
        source: decree('130/2018/NĐ-CP', '2018-09-27'),
      }),
    ],
  },
  {
    name: m.glossary_group_figures,
    terms: [
      term('denominator', m.glossary_denominator, m.glossary_denominator_says),
      term('point', m.glossary_point, m.glossary_point_says),
      term('national', m.glossary_national, m.glossary_national_says),
      term('target', m.glossary_target, m.glossary_target_says),
      term('baseline', m.glossary_baseline, m.glossary_baseline_says),
      term('pace', m.glossary_pace, m.glossary_pace_says),
      term('lacking', m.glossary_lacking, m.glossary_lacking_says),
      term('period', m.glossary_period, m.glossary_period_says, {
        source: decree('09/2019/NĐ-CP', '2019-01-24'),
      }),
      term('missing', m.glossary_missing, m.glossary_missing_says),
    ],
  },
  {
    name: m.glossary_group_rankings,
    terms: [
      term('rank', m.glossary_rank, m.glossary_rank_says),
      term('index', m.glossary_index, m.glossary_index_says, { source: COMPOSITES }),
      term('interval', m.glossary_interval, m.glossary_interval_says, { source: COMPOSITES }),
      term('tier', m.glossary_tier, m.glossary_tier_says, { also: ['nhóm hạng'] }),
      term('shapley', m.glossary_shapley, m.glossary_shapley_says, {
        source: book('L. S. Shapley: A Value for n-Person Games (1953)'),
      }),
      term('forecast', m.glossary_forecast, m.glossary_forecast_says),
      term('sign', m.glossary_sign, m.glossary_sign_says),
    ],
  },
  {
    name: m.glossary_group_releases,
    terms: [
      term('release', m.glossary_release, m.glossary_release_says),
      term('hash', m.glossary_hash, m.glossary_hash_says, {
        also: ['SHA-256', 'mã bản phát hành'],
      }),
      term('provisional', m.glossary_provisional, m.glossary_provisional_says),
      term('correction', m.glossary_correction, m.glossary_correction_says),
      term('illustrative', m.glossary_illustrative, m.glossary_illustrative_says),
    ],
  },
];
