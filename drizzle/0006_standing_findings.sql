ALTER TABLE "quarantine" ADD COLUMN "superseded_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "quarantine_standing" ON "quarantine" USING btree ("source_id","period") WHERE superseded_at is null;--> statement-breakpoint
UPDATE "quarantine" q SET "superseded_at" = (SELECT min(l."recorded_at") FROM "quarantine" l WHERE l."source_id" = q."source_id" AND l."period" = q."period" AND l."recorded_at" > q."recorded_at");--> statement-breakpoint
COMMENT ON COLUMN "quarantine"."superseded_at" IS 'When a later reading of the same source and period took its place; null while the finding stands. Findings of a reply that was returned whole never stand';
