ALTER TABLE "quarantine_decision" ADD COLUMN "was_rival" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "quarantine_decision" ALTER COLUMN "was_rival" DROP DEFAULT;
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."was_rival" IS 'Whether another row contradicted it when it was decided on, so that neither counted';
--> statement-breakpoint
UPDATE quarantine_decision d SET was_rival = true
WHERE EXISTS (SELECT FROM quarantine q
  WHERE q.source_id = d.source_id AND q.period = d.period AND q.original_hash = d.original_hash
    AND q.rule IN ('repeated-code', 'repeated-unit') AND q.recorded_at <= d.decided_at
    AND (q.superseded_at IS NULL OR q.superseded_at > d.decided_at));
