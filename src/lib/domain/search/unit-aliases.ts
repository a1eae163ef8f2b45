// What a unit is called beside its names in the catalogue: the usual English abbreviations, former
// and short names. Pure; the index of the search is made with it.

/** By the unit's id; successors that kept the name keep what it is called. */
const CALLED: Record<string, readonly string[]> = {
  'm-bqp': ['MOD'],
  'm-bca': ['MPS'],
  'm-bng': ['MOFA'],
  'm-bnv': ['MOHA'],
  'm-btp': ['MOJ'],
  'm-bkhdt': ['MPI'],
  'm-btc': ['MOF'],
  'm-bct': ['MOIT'],
  'm-bnnptnt': ['MARD', 'Bộ Nông nghiệp'],
  'm-bgtvt': ['MOT', 'Bộ Giao thông'],
  'm-bxd': ['MOC'],
  'm-btnmt': ['MONRE'],
  'm-btttt': ['MIC', 'Bộ 4T'],
  'm-bldtbxh': ['MOLISA', 'Bộ Lao động'],
  'm-bvhttdl': ['MCST', 'Bộ Văn hóa'],
  'm-bkhcn': ['MOST'],
  'm-bgddt': ['MOET', 'Bộ Giáo dục'],
  'm-byt': ['MOH'],
  'm-ubdt': ['CEMA'],
  'm-nhnn': ['SBV'],
  'm-ttcp': ['GI'],
  'm-vpcp': ['OOG'],
  'm-bhxh': ['VSS'],
  'm-ttxvn': ['VNA'],
  'm-bnv-2025': ['MOHA'],
  'm-btc-2025': ['MOF'],
  'm-bnnmt': ['MAE'],
  'm-bxd-2025': ['MOC'],
  'm-bkhcn-2025': ['MOST'],
  'p-01': ['Thủ đô', 'Hà Tây', 'Hanoi'],
  'p-46': ['Huế', 'Huế cũ'],
  'p-48': ['Danang'],
  'p-66': ['Đắc Lắc', 'Daklak'],
  'p-67': ['Đắc Nông', 'Daknong'],
  'p-77': ['Vũng Tàu', 'BRVT'],
  'p-79': ['Sài Gòn', 'HCMC', 'Saigon'],
  'p25-46': ['Thừa Thiên Huế'],
  'p25-48': ['Danang'],
  'p25-66': ['Đắc Lắc', 'Daklak'],
  'p25-79': ['Sài Gòn', 'HCMC', 'Saigon'],
};

/**
 * Everything else that a unit is called.
 *
 * @example aliasesOf({ id: 'm-bldtbxh', kind: 'ministry', shortVi: 'BLĐ-TB&XH' })
 * // ['BLĐ-TB&XH', 'LĐ-TB&XH', 'Bộ LĐ-TB&XH', 'MOLISA', 'Bộ Lao động']
 */
export function aliasesOf(unit: { id: string; kind: string; shortVi: string }): string[] {
  const { id, kind, shortVi } = unit;
  const isInitials = kind === 'ministry' && /^B\p{Lu}/u.test(shortVi);
  return [
    shortVi,
    ...(isInitials ? [shortVi.slice(1), `Bộ ${shortVi.slice(1)}`] : []),
    ...(kind === 'city' ? [`TP ${shortVi.replace(/^TP\.?/, '')}`] : []),
    ...(CALLED[id] ?? []),
  ];
}
