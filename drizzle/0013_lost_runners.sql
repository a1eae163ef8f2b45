ALTER TABLE "job_run" ADD COLUMN "lost_runners" integer;--> statement-breakpoint
COMMENT ON COLUMN "job_run"."attempt" IS 'Tries so far; one whose runner was lost is none';
--> statement-breakpoint
COMMENT ON COLUMN "job_run"."lost_runners" IS 'Runners that took the slot and were not heard of again, null where none was; too many, and it is given up as our fault';
