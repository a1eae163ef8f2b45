// How far a release may be from another before a person should look, with what each limit was taken from.
// The guard and the pages of staff import it.
export interface GuardLimit {
  value: number;
  /** What it says, and what it was taken from. */
  reasonVi: string;
  reasonEn: string;
}

/**
 * How far a release may be from the last one. Each limit lies outside of everything that ordinary
 * releases did, in twelve quarters of illustrative figures of 85 units (2019–2021; the one exception is
 * named) and in fourteen yearly rankings of 63 provinces (PAPI, https://papi.org.vn, 2011–2024), and
 * inside of what gatherings that were broken on purpose did: half of the portals silent, denominators
 * halved, columns swapped, figures beside the wrong unit.
 */
export const GUARD_LIMITS = {
  /** Units that a group must have a figure of in both releases, to be judged at all. */
  leastUnits: {
    value: 10,
    reasonVi:
      'Nhóm dưới 10 đơn vị không xét: một đơn vị đã làm đổi hơn một phần mười của tổng và của thứ hạng.',
    reasonEn:
      'Groups of fewer than 10 units are not judged: one unit alone moves a tenth of their totals and ranks.',
  },
  /**
   * Part of the units with a figure in the last release that must have one again; in the first release of
   * a series, of the units that a source answers for.
   */
  coverageKept: {
    value: 0.75,
    reasonVi:
      'Mọi kỳ thông thường, ít nhất 92% số đơn vị có số liệu kỳ trước lại có số liệu; khi một nửa số cổng im lặng thì chỉ còn 50%. Bản đầu tiên của một chuỗi số liệu được xét theo số đơn vị đã có nguồn: 92% trở lên ở mọi kỳ thông thường.',
    reasonEn:
      'In every ordinary period at least 92% of the units that had a figure have one again; with half of the portals silent, 50% have. The first release of a series is judged by the units that have a source: at least 92% of them in every ordinary period.',
  },
  /** A sum over the same units may come to so many times what it was. */
  totalRisen: {
    value: 1.5,
    reasonVi:
      'Tổng của cùng các đơn vị tăng cao nhất 1,45 lần sau một quý thông thường; riêng quý IV/2020 tăng 1,9 lần. Đổi nhầm hai cột thì tổng tăng từ 2 đến 17 lần.',
    reasonEn:
      'Sums over the same units grew to 1.45 times at most within an ordinary quarter, in Q4 2020 alone to 1.9 times. Columns swapped by mistake make them 2 to 17 times as large.',
  },
  totalFallen: {
    value: 2 / 3,
    reasonVi:
      'Tổng của cùng các đơn vị giảm nhiều nhất còn 72% sau một quý thông thường; khi mẫu số bị mất một nửa thì còn 50%.',
    reasonEn:
      'Sums over the same units fell to 72% at least within an ordinary quarter; with denominators halved they fall to 50%.',
  },
  /** A place moved far where it moved by more than this part of the units ranked. */
  farMove: {
    value: 1 / 3,
    reasonVi: 'Một thứ hạng đổi nhiều khi đổi quá một phần ba số đơn vị được xếp hạng.',
    reasonEn: 'A place moved far where it moved by more than a third of the units ranked.',
  },
  /** Part of a group's places, over all its ranked indicators, that may move far. */
  placesMoved: {
    value: 1 / 3,
    reasonVi:
      'Cao nhất 16% số thứ hạng của một quý và 32% của một năm PAPI đổi nhiều; khi số liệu ghi lệch sang đơn vị khác thì ít nhất 35%, và sắp xếp ngẫu nhiên thì 44%.',
    reasonEn:
      'At most 16% of the places of a quarter and 32% of those of a PAPI year moved far; with figures beside the wrong unit at least 35% do, and in an order made by chance 44%.',
  },
} as const satisfies Record<string, GuardLimit>;
