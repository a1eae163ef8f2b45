ALTER TABLE "release_pointer" ADD COLUMN "verified_known_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "release_pointer" ADD COLUMN "verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "release_pointer" ADD COLUMN "verified_against" uuid;--> statement-breakpoint
COMMENT ON COLUMN "release_pointer"."verified_known_at" IS 'What was recorded by then was built anew and gave the same release, which therefore stays; null where that never was done';
--> statement-breakpoint
COMMENT ON COLUMN "release_pointer"."verified_at" IS 'When that was done, by the clock of the database';
--> statement-breakpoint
COMMENT ON COLUMN "release_pointer"."verified_against" IS 'The release of the period before that it was compared with then; null where there was none';
