ALTER TABLE "intake" ADD COLUMN "shorter_meant" boolean;
--> statement-breakpoint
UPDATE "intake" SET "shorter_meant" = false;
--> statement-breakpoint
ALTER TABLE "intake" ALTER COLUMN "shorter_meant" SET NOT NULL;
--> statement-breakpoint
COMMENT ON COLUMN "intake"."shorter_meant" IS 'Whether the sender of a push said that a list with fewer than half of the services listed last is meant; false for all else that is handed in';
