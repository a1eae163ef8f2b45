CREATE TABLE "sign" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"measure" text,
	"series_id" text NOT NULL,
	"period" text NOT NULL,
	"release_id" uuid NOT NULL,
	"illustrative" boolean NOT NULL,
	"evidence" jsonb NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"due_on" date NOT NULL,
	CONSTRAINT "sign_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_answer" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"sign_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"answer" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_answer_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_reading" (
	"release_id" uuid PRIMARY KEY NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_withdrawal" (
	"unit_id" text NOT NULL,
	"sign_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_withdrawal_unit_id_sign_id_pk" PRIMARY KEY("unit_id","sign_id")
);
--> statement-breakpoint
ALTER TABLE "sign" ADD CONSTRAINT "sign_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_reading" ADD CONSTRAINT "sign_reading_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sign_once" ON "sign" USING btree ("unit_id","kind","series_id","period");--> statement-breakpoint
CREATE INDEX "sign_by_time" ON "sign" USING btree ("raised_at");--> statement-breakpoint
CREATE INDEX "sign_answer_by_sign" ON "sign_answer" USING btree ("unit_id","sign_id");--> statement-breakpoint
COMMENT ON TABLE "sign" IS 'Signs of formality found in releases: a question to a unit with its evidence, raised once for a unit, kind and period; only ever added';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."unit_id" IS 'The unit that is asked';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."id" IS 'Made when it was raised';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."kind" IS 'Which sign (SIGN_KINDS in src/lib/domain/explain/sign-limits.ts)';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."measure" IS 'Code of the indicator that it is about; null where it is about several';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."series_id" IS 'The series of the release';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."period" IS 'The period of the release';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."release_id" IS 'The release whose figures it was found in';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."illustrative" IS 'Whether that release is illustrative';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."evidence" IS 'The numbers that were found, as the kind has them; shares are fractions';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."raised_at" IS 'When the unit was asked, by the clock of the job';
--> statement-breakpoint
COMMENT ON COLUMN "sign"."due_on" IS 'The last day to answer before readers see it: ten working days after it was raised';
--> statement-breakpoint
COMMENT ON TABLE "sign_answer" IS 'What units answered to signs; the latest of a sign stands; only ever added';
--> statement-breakpoint
COMMENT ON COLUMN "sign_answer"."unit_id" IS 'The unit that was asked';
--> statement-breakpoint
COMMENT ON COLUMN "sign_answer"."id" IS 'Made when it was answered';
--> statement-breakpoint
COMMENT ON COLUMN "sign_answer"."sign_id" IS 'The sign, by its id within the unit';
--> statement-breakpoint
COMMENT ON COLUMN "sign_answer"."person_id" IS 'Who answered';
--> statement-breakpoint
COMMENT ON COLUMN "sign_answer"."answer" IS 'What was said; readers see it with the sign';
--> statement-breakpoint
COMMENT ON COLUMN "sign_answer"."answered_at" IS 'When it was said';
--> statement-breakpoint
COMMENT ON TABLE "sign_withdrawal" IS 'Signs that staff withdrew; readers do not see those';
--> statement-breakpoint
COMMENT ON COLUMN "sign_withdrawal"."unit_id" IS 'The unit that was asked';
--> statement-breakpoint
COMMENT ON COLUMN "sign_withdrawal"."sign_id" IS 'The sign, by its id within the unit';
--> statement-breakpoint
COMMENT ON COLUMN "sign_withdrawal"."person_id" IS 'Who withdrew it';
--> statement-breakpoint
COMMENT ON COLUMN "sign_withdrawal"."reason" IS 'Why; staff and the unit see it';
--> statement-breakpoint
COMMENT ON COLUMN "sign_withdrawal"."withdrawn_at" IS 'When it was withdrawn';
--> statement-breakpoint
COMMENT ON TABLE "sign_reading" IS 'Releases that were looked through for signs';
--> statement-breakpoint
COMMENT ON COLUMN "sign_reading"."release_id" IS 'The release';
--> statement-breakpoint
COMMENT ON COLUMN "sign_reading"."read_at" IS 'When it was looked through, by the clock of the job';
