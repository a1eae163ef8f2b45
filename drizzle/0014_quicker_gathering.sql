DROP INDEX "service_by_procedure";--> statement-breakpoint
ALTER TABLE "service" ALTER COLUMN "id" SET CACHE 100;--> statement-breakpoint
COMMENT ON COLUMN "reply"."body" IS 'The bytes, compressed with Zstandard; the older ones with gzip';
