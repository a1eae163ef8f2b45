CREATE TABLE "release_hold" (
	"release_id" uuid PRIMARY KEY NOT NULL,
	"against_id" uuid NOT NULL,
	"findings" jsonb NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	"verified_known_at" timestamp with time zone,
	"verified_at" timestamp with time zone,
	"verified_against" uuid,
	CONSTRAINT "release_hold_state" CHECK ("release_hold"."state" in ('held', 'published', 'refused', 'superseded'))
);
--> statement-breakpoint
ALTER TABLE "release_hold" ADD CONSTRAINT "release_hold_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_hold" ADD CONSTRAINT "release_hold_against_id_release_id_fk" FOREIGN KEY ("against_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "release_hold_by_state" ON "release_hold" USING btree ("state");--> statement-breakpoint
COMMENT ON TABLE "release_hold" IS 'Releases that the guard held back from readers when they were built, since they differ implausibly from the last one of their series, and what staff decided; a row for good, whatever becomes of it';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."release_id" IS 'The release, written whole; released_at of it is null until somebody publishes it';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."against_id" IS 'The release that it was compared with: the current one of its period, or else of the period before';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."findings" IS 'What the rules found: rule, indicator, group, figures before and after, limit, units';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."held_at" IS 'When it was held, by the clock of the job';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."state" IS 'held: waits for a decision; published or refused: by a person; superseded: a newer draft of its period took its place';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."decided_by" IS 'Id of the person who decided; null while nobody did';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."decided_at" IS 'When it was decided or superseded; null while it waits';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."reason" IS 'What the person gave as reason; readers see it where the release was published';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."verified_known_at" IS 'What is known by then was built anew and said the same as this release; null where that never was done';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."verified_at" IS 'When that was done, by the clock of the database';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."verified_against" IS 'The release of the period before that it was built against then';
