ALTER TABLE "source" ADD COLUMN "auth" jsonb;
--> statement-breakpoint
COMMENT ON COLUMN "source"."auth" IS 'The header that lets us in: name and value, its secret by name only; null where none is asked for';
