ALTER TABLE "target" ADD COLUMN "schedule" text;--> statement-breakpoint
COMMENT ON COLUMN "target"."schedule" IS 'Set where the row is a step of one unit''s dated schedule and judges nobody: own where the unit set it itself, imposed where a document did; null for a target';
