ALTER TABLE "release_hold" ALTER COLUMN "against_id" DROP NOT NULL;--> statement-breakpoint
COMMENT ON TABLE "release_hold" IS 'Releases that the guard held back from readers when they were built, since they differ implausibly from earlier ones of their series, or are implausible by themselves where there is none, and what staff decided; a row for good, whatever becomes of it';
--> statement-breakpoint
COMMENT ON COLUMN "release_hold"."against_id" IS 'The first release that something was found beside; null for the first of a series, of which nothing stands beside';
