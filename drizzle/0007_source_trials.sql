CREATE TABLE "source_trial" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"config" jsonb NOT NULL,
	"report" jsonb
);
--> statement-breakpoint
ALTER TABLE "source_trial" ADD CONSTRAINT "source_trial_run_id_job_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
COMMENT ON TABLE "source_trial" IS 'What a run of job try tries, and what it found; of what was gathered nothing is kept';--> statement-breakpoint
COMMENT ON COLUMN "source_trial"."run_id" IS 'The run';--> statement-breakpoint
COMMENT ON COLUMN "source_trial"."config" IS 'The source as it was to be tried, registered or not, without secrets';--> statement-breakpoint
COMMENT ON COLUMN "source_trial"."report" IS 'What would be recorded, and the findings of the rules; null until it was tried';--> statement-breakpoint
COMMENT ON COLUMN "job_run"."job" IS 'gather, compare or try';
