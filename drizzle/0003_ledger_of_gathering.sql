-- The ledger holds what is gathered. What publishing did stands in the releases themselves.
COMMENT ON TABLE "job_run" IS 'The ledger of gathering: one row for each job, source and slot. It decides what has run; a timer only proposes';
COMMENT ON COLUMN "job_run"."job" IS 'gather';
COMMENT ON COLUMN "job_run"."source_id" IS 'The source that is gathered';
