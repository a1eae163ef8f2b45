// What every kind of source offers: pages of rows, whether it asks for them over the network, was
// handed them, or reads again what it was once sent. The gather job knows no more of a kind than
// this. Imported by the kinds beside it, by kinds.ts and by the jobs.
import type { Period } from '#lib/domain/period.ts';
import type { Rule } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';
import type { Claim } from '../store/runs.ts';
import type { PortalClient, Reply, Validators } from './fetch.ts';
import type { SourceConfig } from './source.ts';

/** A part of what came, and its rows as the source writes them. */
export interface Page {
  reply: Reply;
  /** Counted from 1, whatever the source calls it. */
  ordinal: number;
  rows: unknown[];
  /**
   * Where a row (from 0) or a field of it stands, in words that lead a person there: `page 1,
   * rows[3].level`, `sheet "Dịch vụ công", row 12, cell F12`, `line 12, column "Mức độ"`.
   */
  placeOf: (row: number, field: string | null) => string;
  /** Sums that the source states over all its rows, unchecked, by our names of the fields. */
  totals?: Readonly<Record<string, unknown>>;
  /** What the kind itself found wrong, beside what the rules will say of the rows. */
  findings?: readonly PageFinding[];
}

/** Something wrong with a page that no row of it says. */
export interface PageFinding {
  rule: Rule;
  /** As `placeOf` gives places. */
  place: string;
  /** The field at fault by our name; null where it is about more than one. */
  field: string | null;
  /** What stands there, as JSON. */
  original: string;
}

/** What a source answered at an address, and what it called it. */
export interface TracedReply extends Validators {
  url: string;
  /** SHA-256 of the body, hex. */
  hash: string;
}

/** What a source answered before, so that it is told when nothing has changed since. */
export interface KnownReplies {
  /** All that it answered the last good run, in order. */
  trail: readonly TracedReply[];
  /** What it called its reply at this address; null where it did not, or was never asked there. */
  validatorsOf: (url: string) => Validators | null;
  /** That reply, as it came then. */
  read: (url: string) => Promise<Reply>;
}

export interface Question {
  source: SourceConfig;
  period: Period;
  /** The unit's official code on the period's last day; `vn` for the nation. */
  unitCode: string;
  client: PortalClient;
  /** Replies that are here already, in order: then nobody is asked. Null where they are to be had. */
  stored: readonly Reply[] | null;
  /** What the last good run about this period received. */
  known?: KnownReplies;
  /** Replies to the first requests, which have just come: nobody is asked for them again. */
  heard?: readonly Reply[];
  signal: AbortSignal;
  /** Told every reply as it comes, before it is looked at: a refused one is evidence too. */
  onReply: (reply: Reply) => void;
}

export interface SourceKind {
  /**
   * Yields every page. Throws a SourceError where a page cannot be had, is about another period or
   * unit (`wrong-period`, `wrong-unit`), has another form than the source was registered with
   * (`shape`), is over a limit (`too-large`), or where the pages do not add up (`incomplete`).
   */
  read(question: Question): AsyncGenerator<Page>;
  /**
   * Asks once more for all that the last good run was answered, for as long as the answers are the
   * same, byte for byte, and reads none of them. Where all are, they say what they said then to whoever
   * reads as that run did; else they are `heard`. Kinds without it are always read.
   */
  retrace?: (question: Question) => Promise<Reply[]>;
  /** `rows`: what is sound is taken, the rest set aside. `whole`: one refused row returns it all. */
  takes: 'rows' | 'whole';
  /**
   * Keeps what the pages hold beside their rows, in the run's transaction.
   *
   * @returns rows written
   */
  recordMore?: (tx: Db, claim: Claim, period: Period, pages: readonly Page[]) => Promise<number>;
}
