// Accounts and visits of the National Public Service Portal, as the press published them: real figures,
// the latest one for each quarter that has any. Nothing is filled in between.

export interface Published {
  value: number;
  /** The source said "more than". */
  moreThan: boolean;
  /** The day it speaks of. */
  on: string;
}

interface NationalUse {
  accounts: Published | null;
  visits: Published | null;
}

const NONE: NationalUse = { accounts: null, visits: null };

const USE: Record<string, NationalUse> = {
  // https://en.vietnamplus.vn/over-1300-requests-processed-through-national-public-service-portal/165421.vnp
  '2019-Q4': {
    accounts: null,
    visits: { value: 2_300_000, moreThan: true, on: '2019-12-12' },
  },
  // VnExpress, 2020-02-12: "Chính phủ điện tử là một giải pháp ngăn dịch nCoV"
  '2020-Q1': {
    accounts: { value: 47_000, moreThan: true, on: '2020-02-12' },
    visits: { value: 13_700_000, moreThan: true, on: '2020-02-12' },
  },
  // https://vietnam.opendevelopmentmekong.net/news/more-administrative-procedures-to-go-online-minister/
  '2020-Q2': {
    accounts: { value: 140_000, moreThan: false, on: '2020-05-19' },
    visits: { value: 35_000_000, moreThan: false, on: '2020-05-19' },
  },
  // https://en.vietnamplus.vn/e-government-development-among-outstanding-achievements-of-vietnam-pm-post197374.vnp
  '2021-Q1': {
    accounts: { value: 468_000, moreThan: false, on: '2021-03-08' },
    visits: { value: 116_000_000, moreThan: false, on: '2021-03-08' },
  },
};

/** The last figures published in a quarter; null where there were none. */
export function nationalUse(period: string): NationalUse {
  return USE[period] ?? NONE;
}
