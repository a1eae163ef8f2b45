// What an administrative procedure is in the stand-ins: the thing that services of many units share.

export interface Procedure {
  /** The national code, such as `1.004194`. Invented here; only its form is real. */
  code: string;
  name: string;
  /** Lĩnh vực, such as "Hộ tịch". */
  field: string;
  /** The office that owns the service: "Sở Tư pháp", "UBND cấp xã". */
  office: string;
  /** How busy it is, beside the others; the busiest carry most dossiers. */
  weight: number;
}
