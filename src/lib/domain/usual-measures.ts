// The series and the measures that are meant where a reader names none. Pure; anyone may import it.
import { nodeMeasure, type MeasureCode } from './indicator.ts';

/** The series that jobs gather. */
export const GATHERED_SERIES = 'dvc';

/** The indicator that pages and API speak of first. */
export const HEADLINE_MEASURE: MeasureCode = 'share_l4';

/** The product's own index, always shown as a reference only. */
export const OWN_INDEX = 'tiendo';
/** Its total. */
export const OWN_INDEX_MEASURE: MeasureCode = nodeMeasure(OWN_INDEX, 'tiendo');
