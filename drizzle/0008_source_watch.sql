CREATE TABLE "scheduler_look" (
	"timer" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "source_incident" ADD COLUMN "ended_by" text;
--> statement-breakpoint
COMMENT ON TABLE "scheduler_look" IS 'When each timer of the scheduler last did its work: whether anybody gathers at all';
--> statement-breakpoint
COMMENT ON COLUMN "scheduler_look"."timer" IS 'Name of the timer';
--> statement-breakpoint
COMMENT ON COLUMN "scheduler_look"."at" IS 'When it last finished without fault, by the clock of the database';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."ended_by" IS 'Why it was over: answered, paused, schedule-over (nobody asks any more) or other-fault (another fault of the source took its place); null while it goes on';
