ALTER TABLE "service_row" ALTER COLUMN "reply_ordinal" DROP NOT NULL;--> statement-breakpoint
UPDATE "service_row" SET "reply_ordinal" = NULL WHERE NOT "in_force";--> statement-breakpoint
COMMENT ON COLUMN "service_row"."reply_ordinal" IS 'Which reply of the run it stood in: its ordinal in run_reply; null where a service is gone, which no one reply proves but all of the run''s together do';
