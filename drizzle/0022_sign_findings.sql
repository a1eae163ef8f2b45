CREATE TABLE "sign_finding" (
	"unit_id" text NOT NULL,
	"sign_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"measure" text,
	"evidence" jsonb NOT NULL,
	CONSTRAINT "sign_finding_unit_id_sign_id_release_id_pk" PRIMARY KEY("unit_id","sign_id","release_id")
);
--> statement-breakpoint
ALTER TABLE "sign" DROP CONSTRAINT "sign_release_id_release_id_fk";
--> statement-breakpoint
ALTER TABLE "sign_finding" ADD CONSTRAINT "sign_finding_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What is known so far was found in the release that it was raised for.
INSERT INTO "sign_finding" ("unit_id", "sign_id", "release_id", "measure", "evidence")
SELECT "unit_id", "id", "release_id", "measure", "evidence" FROM "sign";--> statement-breakpoint
-- Nobody wrote down what later releases still show: they are looked through once more.
DELETE FROM "sign_reading" WHERE "release_id" NOT IN (SELECT "release_id" FROM "sign_finding");--> statement-breakpoint
ALTER TABLE "sign" DROP COLUMN "measure";--> statement-breakpoint
ALTER TABLE "sign" DROP COLUMN "release_id";--> statement-breakpoint
ALTER TABLE "sign" DROP COLUMN "evidence";--> statement-breakpoint
COMMENT ON TABLE "sign" IS 'Signs of formality found in releases: a question to a unit, raised once for a unit, kind and period; what was found stands in sign_finding; only ever added';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."series_id" IS 'The series of the releases that it was found in';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."period" IS 'Their period';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."illustrative" IS 'Whether the release that it was raised for is illustrative';
--> statement-breakpoint
COMMENT ON TABLE "sign_finding" IS 'The releases in which a sign was found, with the evidence in each; a sign stands while the last release of its period that was looked through has it; only ever added';
--> statement-breakpoint
COMMENT ON COLUMN "sign_finding"."unit_id" IS 'The unit that is asked';
--> statement-breakpoint
COMMENT ON COLUMN "sign_finding"."sign_id" IS 'The sign, by its id within the unit';
--> statement-breakpoint
COMMENT ON COLUMN "sign_finding"."release_id" IS 'The release whose figures it was found in';
--> statement-breakpoint
COMMENT ON COLUMN "sign_finding"."measure" IS 'Code of the indicator that it is about; null where it is about several';
--> statement-breakpoint
COMMENT ON COLUMN "sign_finding"."evidence" IS 'The numbers that were found, as the kind has them; shares are fractions';
