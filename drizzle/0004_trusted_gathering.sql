CREATE TABLE "audit_event" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person_id" text,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "audit_event_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"unit_id" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"person_id" text
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"person_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_role" (
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"unit_id" text NOT NULL,
	"granted_by" text,
	"granted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "person_role_person_id_role_unit_id_pk" PRIMARY KEY("person_id","role","unit_id")
);
--> statement-breakpoint
CREATE TABLE "person_session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_token" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "push_token_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "comparison" (
	"unit_id" text NOT NULL,
	"intake_id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"period" text NOT NULL,
	"result" jsonb NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "comparison_unit_id_intake_id_pk" PRIMARY KEY("unit_id","intake_id")
);
--> statement-breakpoint
CREATE TABLE "dispute" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"intake_id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"period" text NOT NULL,
	"service_code" text NOT NULL,
	"ours" jsonb,
	"theirs" jsonb,
	"note" text NOT NULL,
	"raised_by" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"answer" text,
	CONSTRAINT "dispute_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "intake" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"period" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"hash" text NOT NULL,
	"bytes" integer NOT NULL,
	"content_type" text NOT NULL,
	"file_name" text,
	"person_id" text,
	"token_id" uuid,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "intake_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "report_duty" (
	"unit_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"duty" text NOT NULL,
	"source_id" text NOT NULL,
	"period" text NOT NULL,
	"state" text NOT NULL,
	"done_on" date,
	"document" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "report_duty_unit_id_run_id_duty_pk" PRIMARY KEY("unit_id","run_id","duty")
);
--> statement-breakpoint
CREATE TABLE "report_obstacle" (
	"unit_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"source_id" text NOT NULL,
	"period" text NOT NULL,
	"what" text NOT NULL,
	"rule" text NOT NULL,
	"remover" text NOT NULL,
	"proposal" text NOT NULL,
	CONSTRAINT "report_obstacle_unit_id_run_id_ordinal_pk" PRIMARY KEY("unit_id","run_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"attempt" integer NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	"error_text" text
);
--> statement-breakpoint
CREATE TABLE "source_incident" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"kind" text NOT NULL,
	"period" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"detected_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"error_code" text,
	CONSTRAINT "source_incident_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "quarantine_decision" (
	"unit_id" text NOT NULL,
	"id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"period" text NOT NULL,
	"original_hash" text NOT NULL,
	"decision" text NOT NULL,
	"corrected" jsonb,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"run_id" uuid,
	CONSTRAINT "quarantine_decision_unit_id_id_pk" PRIMARY KEY("unit_id","id")
);
--> statement-breakpoint
CREATE TABLE "source_version" (
	"source_id" text NOT NULL,
	"version" integer NOT NULL,
	"config" jsonb NOT NULL,
	"changed_by" text,
	"changed_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "source_version_source_id_version_pk" PRIMARY KEY("source_id","version")
);
--> statement-breakpoint
ALTER TABLE "source" ALTER COLUMN "address" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "release_row" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "requested_by" text;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "field" text;--> statement-breakpoint
ALTER TABLE "quarantine" ADD COLUMN "original_hash" text;--> statement-breakpoint
UPDATE "quarantine" SET "original_hash" = encode(sha256(convert_to("original", 'UTF8')), 'hex');--> statement-breakpoint
ALTER TABLE "quarantine" ALTER COLUMN "original_hash" SET NOT NULL;--> statement-breakpoint
UPDATE "quarantine" SET "severity" = 'refuse' WHERE "severity" = 'reject';--> statement-breakpoint
ALTER TABLE "run_reply" ADD COLUMN "etag" text;--> statement-breakpoint
ALTER TABLE "run_reply" ADD COLUMN "last_modified" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "allow" jsonb;--> statement-breakpoint
UPDATE "source" SET "allow" = '[]';--> statement-breakpoint
ALTER TABLE "source" ALTER COLUMN "allow" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "version" integer;--> statement-breakpoint
UPDATE "source" SET "version" = 0;--> statement-breakpoint
ALTER TABLE "source" ALTER COLUMN "version" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "paused_reason" text;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_account" ADD CONSTRAINT "person_account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_session" ADD CONSTRAINT "person_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_token" ADD CONSTRAINT "push_token_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intake" ADD CONSTRAINT "intake_run_id_job_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_duty" ADD CONSTRAINT "report_duty_run_id_job_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_obstacle" ADD CONSTRAINT "report_obstacle_run_id_job_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."job_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_version" ADD CONSTRAINT "source_version_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_by_time" ON "audit_event" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_by_token" ON "invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "person_by_email" ON "person" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "person_session_by_token" ON "person_session" USING btree ("token");--> statement-breakpoint
CREATE INDEX "person_session_by_person" ON "person_session" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "push_token_by_hash" ON "push_token" USING btree ("unit_id","token_hash");--> statement-breakpoint
CREATE INDEX "dispute_by_state" ON "dispute" USING btree ("state","raised_at");--> statement-breakpoint
CREATE UNIQUE INDEX "intake_by_number" ON "intake" USING btree ("unit_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "intake_by_key" ON "intake" USING btree ("unit_id","source_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "intake_by_run" ON "intake" USING btree ("run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_by_key" ON "outbox" USING btree ("key");--> statement-breakpoint
CREATE INDEX "outbox_by_attempt" ON "outbox" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE UNIQUE INDEX "source_incident_open" ON "source_incident" USING btree ("unit_id","source_id","kind") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "source_incident_by_time" ON "source_incident" USING btree ("detected_at");--> statement-breakpoint
CREATE INDEX "quarantine_decision_by_row" ON "quarantine_decision" USING btree ("unit_id","source_id","period","original_hash");
--> statement-breakpoint
COMMENT ON TABLE "audit_event" IS 'Who did what, when: every act of a person that changes what is gathered, recorded or granted';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."unit_id" IS 'The unit that it concerns; vn where it concerns all';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."at" IS 'When';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."person_id" IS 'Who; null where the product itself did it';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."action" IS 'What, as verb and noun: source.pause';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."subject" IS 'Id of what was acted on';
--> statement-breakpoint
COMMENT ON COLUMN "audit_event"."details" IS 'What was said with it: reason, before, after';
--> statement-breakpoint
COMMENT ON TABLE "invitation" IS 'An address that may be used once: it makes a person with a role, or sets a password anew';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."token_hash" IS 'SHA-256 of the token, hex; the token itself is kept nowhere';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."email" IS 'Whom it was sent to; null for the first administrator';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."role" IS 'administrator, publisher or unit_reporter';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."unit_id" IS 'The unit that the role holds for; vn for all';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."created_by" IS 'The administrator; null for the first start';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."created_at" IS 'When it was made';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."expires_at" IS 'Useless from then on';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."used_at" IS 'When it was used';
--> statement-breakpoint
COMMENT ON COLUMN "invitation"."person_id" IS 'The person that it made';
--> statement-breakpoint
COMMENT ON TABLE "person" IS 'People who can sign in';
--> statement-breakpoint
COMMENT ON COLUMN "person"."id" IS 'Made by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person"."name" IS 'As they call themselves';
--> statement-breakpoint
COMMENT ON COLUMN "person"."email" IS 'In lower case; what they sign in with';
--> statement-breakpoint
COMMENT ON COLUMN "person"."email_verified" IS 'Whether an invitation reached them there';
--> statement-breakpoint
COMMENT ON COLUMN "person"."image" IS 'Not used; asked for by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person"."created_at" IS 'When they joined';
--> statement-breakpoint
COMMENT ON COLUMN "person"."updated_at" IS 'When name or address last changed';
--> statement-breakpoint
COMMENT ON TABLE "person_account" IS 'How a person proves who they are; kept by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."id" IS 'Made by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."account_id" IS 'The person, as the provider calls them';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."provider_id" IS 'credential: a password';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."person_id" IS 'Whose it is';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."access_token" IS 'Not used';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."refresh_token" IS 'Not used';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."id_token" IS 'Not used';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."access_token_expires_at" IS 'Not used';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."refresh_token_expires_at" IS 'Not used';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."scope" IS 'Not used';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."password" IS 'Hash by scrypt, never the password';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."created_at" IS 'When it was made';
--> statement-breakpoint
COMMENT ON COLUMN "person_account"."updated_at" IS 'When it last changed';
--> statement-breakpoint
COMMENT ON TABLE "person_role" IS 'What a person may do, and for which unit';
--> statement-breakpoint
COMMENT ON COLUMN "person_role"."person_id" IS 'Who';
--> statement-breakpoint
COMMENT ON COLUMN "person_role"."role" IS 'administrator, publisher or unit_reporter';
--> statement-breakpoint
COMMENT ON COLUMN "person_role"."unit_id" IS 'The unit that a reporter speaks for; vn for roles that hold everywhere';
--> statement-breakpoint
COMMENT ON COLUMN "person_role"."granted_by" IS 'The administrator; null for the first';
--> statement-breakpoint
COMMENT ON COLUMN "person_role"."granted_at" IS 'Since when';
--> statement-breakpoint
COMMENT ON TABLE "person_session" IS 'Sign-ins that hold; kept by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."id" IS 'Made by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."token" IS 'What the signed cookie carries';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."person_id" IS 'Who signed in';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."expires_at" IS 'Useless from then on';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."ip_address" IS 'Where the request came from';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."user_agent" IS 'What the browser calls itself';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."created_at" IS 'When they signed in';
--> statement-breakpoint
COMMENT ON COLUMN "person_session"."updated_at" IS 'When it was last prolonged';
--> statement-breakpoint
COMMENT ON TABLE "person_verification" IS 'Not used yet; asked for by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person_verification"."id" IS 'Made by better-auth';
--> statement-breakpoint
COMMENT ON COLUMN "person_verification"."identifier" IS 'What is verified';
--> statement-breakpoint
COMMENT ON COLUMN "person_verification"."value" IS 'The proof';
--> statement-breakpoint
COMMENT ON COLUMN "person_verification"."expires_at" IS 'Useless from then on';
--> statement-breakpoint
COMMENT ON COLUMN "person_verification"."created_at" IS 'When it was made';
--> statement-breakpoint
COMMENT ON COLUMN "person_verification"."updated_at" IS 'When it last changed';
--> statement-breakpoint
COMMENT ON TABLE "push_token" IS 'What the portal of a unit shows when it posts rows; made by an administrator, shown once';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."unit_id" IS 'The only unit that it may speak for';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."source_id" IS 'The only source that it may post to';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."name" IS 'What people call it';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."token_hash" IS 'SHA-256 of the token, hex; the token itself is kept nowhere';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."scopes" IS 'What it may do: push, read';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."created_by" IS 'The person who made it';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."created_at" IS 'When';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."expires_at" IS 'Useless from then on';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."revoked_at" IS 'Useless since then';
--> statement-breakpoint
COMMENT ON COLUMN "push_token"."last_used_at" IS 'When it was last shown';
--> statement-breakpoint
COMMENT ON TABLE "comparison" IS 'What differs between a list of services that a unit handed in and ours';
--> statement-breakpoint
COMMENT ON COLUMN "comparison"."unit_id" IS 'Whose list';
--> statement-breakpoint
COMMENT ON COLUMN "comparison"."intake_id" IS 'Its receipt';
--> statement-breakpoint
COMMENT ON COLUMN "comparison"."source_id" IS 'The source of the rows that it was compared with';
--> statement-breakpoint
COMMENT ON COLUMN "comparison"."period" IS 'The period that it is about';
--> statement-breakpoint
COMMENT ON COLUMN "comparison"."result" IS 'Rows that differ, field by field, and counts of those that agree';
--> statement-breakpoint
COMMENT ON COLUMN "comparison"."made_at" IS 'When';
--> statement-breakpoint
COMMENT ON TABLE "dispute" IS 'A row that a unit says we hold wrongly';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."unit_id" IS 'The unit';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."intake_id" IS 'The list that it comes from';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."source_id" IS 'The source of our row';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."period" IS 'The period that it is about';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."service_code" IS 'The units own code of the service';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."ours" IS 'Our row when it was disputed; null where we had none';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."theirs" IS 'The row of the unit; null where it says there is none';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."note" IS 'Why, in the units words';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."raised_by" IS 'The person';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."raised_at" IS 'When';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."state" IS 'open, accepted or declined';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."decided_by" IS 'The person who decided';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."decided_at" IS 'When';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."answer" IS 'Why, in their words';
--> statement-breakpoint
COMMENT ON TABLE "intake" IS 'Receipts: what was handed in by push or upload. What became of it stands in its run';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."unit_id" IS 'The unit that handed it in';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."number" IS 'What a person reads out on the telephone';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."kind" IS 'push, report or compare';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."source_id" IS 'The source that it was handed in for';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."run_id" IS 'The run that takes it in';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."period" IS 'The period that it is about';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."idempotency_key" IS 'Two with the same key are one';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."hash" IS 'SHA-256 of the bytes, hex';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."bytes" IS 'How many';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."content_type" IS 'As the sender called it';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."file_name" IS 'As the sender called it; null for a push';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."person_id" IS 'Who signed in and sent it; null for a push';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."token_id" IS 'The token that was shown; null for an upload';
--> statement-breakpoint
COMMENT ON COLUMN "intake"."received_at" IS 'When it was here, whole';
--> statement-breakpoint
COMMENT ON TABLE "report_duty" IS 'What a quarterly report says of a duty; the latest finished run of a unit, source and period stands';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."unit_id" IS 'The unit that reports';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."run_id" IS 'The run that took the report in';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."duty" IS 'Code of the duty';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."source_id" IS 'The source';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."period" IS 'The period';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."state" IS 'done, doing or not_started';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."done_on" IS 'When it was done, as the unit says';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."document" IS 'Number and date of the document that shows it; empty where none is named';
--> statement-breakpoint
COMMENT ON COLUMN "report_duty"."note" IS 'In the words of the unit';
--> statement-breakpoint
COMMENT ON TABLE "report_obstacle" IS 'What blocks a unit, as its quarterly report says ("vướng mắc, kiến nghị")';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."unit_id" IS 'The unit that reports';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."run_id" IS 'The run that took the report in';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."ordinal" IS 'Its place in the report, from 1';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."source_id" IS 'The source';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."period" IS 'The period';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."what" IS 'What blocks';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."rule" IS 'The rule or document at fault; empty where none is named';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."remover" IS 'Who can remove it';
--> statement-breakpoint
COMMENT ON COLUMN "report_obstacle"."proposal" IS 'What the unit proposes';
--> statement-breakpoint
COMMENT ON TABLE "outbox" IS 'Mail to be sent, and what became of it';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."id" IS 'UUIDv7, part of the Message-ID: a mail that is sent again can be told';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."key" IS 'What it is about: one key is one mail';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."to_address" IS 'To whom';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."subject" IS 'One line';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."body" IS 'Plain text';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."created_at" IS 'When it was written';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."attempt" IS 'Tries so far';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."next_attempt_at" IS 'When the next try is due';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."lease_until" IS 'Somebody is sending it until then';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."sent_at" IS 'When the mail server took it';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."given_up_at" IS 'When it was given up';
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."error_text" IS 'What the mail server said last';
--> statement-breakpoint
COMMENT ON TABLE "source_incident" IS 'Faults of sources, from their first sign to their end: what mail and feed tell';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."unit_id" IS 'The unit that answers';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."source_id" IS 'The source';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."kind" IS 'down: the last slot was given up; overdue: no reply long after one was due';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."period" IS 'The period that is lacking';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."since" IS 'When it last answered, or when it should have';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."detected_at" IS 'When it was seen';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."closed_at" IS 'When it was over; null while it goes on';
--> statement-breakpoint
COMMENT ON COLUMN "source_incident"."error_code" IS 'What went wrong, by the code of the run';
--> statement-breakpoint
COMMENT ON TABLE "quarantine_decision" IS 'What a person decided of a row that was set aside; the latest for source, period and text stands';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."unit_id" IS 'The unit of the row';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."id" IS 'UUIDv7';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."source_id" IS 'The source';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."period" IS 'The period';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."original_hash" IS 'SHA-256 of the row as the source wrote it';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."decision" IS 'correct, release or reject';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."corrected" IS 'The fields as corrected, by our names; null unless the decision is correct';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."reason" IS 'Why, in their words';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."decided_by" IS 'The person';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."decided_at" IS 'When';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine_decision"."run_id" IS 'The run that was set off by it';
--> statement-breakpoint
COMMENT ON TABLE "source_version" IS 'What a source was told to do, version by version';
--> statement-breakpoint
COMMENT ON COLUMN "source_version"."source_id" IS 'The source';
--> statement-breakpoint
COMMENT ON COLUMN "source_version"."version" IS 'From 1';
--> statement-breakpoint
COMMENT ON COLUMN "source_version"."config" IS 'All of it, without secrets';
--> statement-breakpoint
COMMENT ON COLUMN "source_version"."changed_by" IS 'The person; null where a file was read at the start';
--> statement-breakpoint
COMMENT ON COLUMN "source_version"."changed_at" IS 'When';
--> statement-breakpoint
COMMENT ON COLUMN "source_version"."reason" IS 'Why, in their words';
--> statement-breakpoint
COMMENT ON COLUMN "source"."allow" IS 'Hosts and ports that may be asked, each with the addresses that it may stand for; without addresses only public ones';
--> statement-breakpoint
COMMENT ON COLUMN "source"."address" IS 'Where it is asked; null where the unit pushes or uploads';
--> statement-breakpoint
COMMENT ON COLUMN "source"."version" IS 'Which version of source_version stands here';
--> statement-breakpoint
COMMENT ON COLUMN "source"."paused_at" IS 'Not asked since then; null while it is asked';
--> statement-breakpoint
COMMENT ON COLUMN "source"."paused_reason" IS 'Why, in the words of whoever paused it';
--> statement-breakpoint
COMMENT ON COLUMN "job_run"."requested_by" IS 'The person who asked for it; null for the schedules own';
--> statement-breakpoint
COMMENT ON COLUMN "run_reply"."etag" IS 'What the source calls this version of the reply';
--> statement-breakpoint
COMMENT ON COLUMN "run_reply"."last_modified" IS 'When the source says that the reply last changed, in its own words';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine"."field" IS 'The field at fault, by our name; null for the whole row';
--> statement-breakpoint
COMMENT ON COLUMN "quarantine"."original_hash" IS 'SHA-256 of original, hex: what a decision is about';
--> statement-breakpoint
COMMENT ON COLUMN "release_row"."reason" IS 'Why this version of the figure replaced the one before: R1 the source revised it, R2 routine, R3 method, C correction; null for a first one';
