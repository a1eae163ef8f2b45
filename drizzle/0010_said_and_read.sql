ALTER TABLE "job_run" ADD COLUMN "said_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "source_version" integer;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "rules_version" integer;--> statement-breakpoint
UPDATE "job_run" r SET "said_at" = i."received_at" FROM "intake" i WHERE i."run_id" = r."id" AND r."job" = 'gather' AND r."state" = 'done';--> statement-breakpoint
COMMENT ON COLUMN "job_run"."said_at" IS 'When what the run took in was said: received, where it was handed in; said first, where it was read again; null where that is as_of';--> statement-breakpoint
COMMENT ON COLUMN "job_run"."source_version" IS 'Version of the source by which its replies were read; null where none was read, or before it was kept';--> statement-breakpoint
COMMENT ON COLUMN "job_run"."rules_version" IS 'Version of the rules by which they were read; null as above';
