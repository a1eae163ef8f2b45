ALTER TABLE "dispute" ADD COLUMN "original_hash" text;
--> statement-breakpoint
ALTER TABLE "dispute" ADD COLUMN "reply_hash" text;
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."original_hash" IS 'SHA-256 of the text that our row was last read from, kept up by the runs of the source while the dispute is open; null where it is not known';
--> statement-breakpoint
COMMENT ON COLUMN "dispute"."reply_hash" IS 'SHA-256 of the reply that the text stood in; null where it is not known';
--> statement-breakpoint
UPDATE dispute d SET original_hash = r ->> 'originalHash', reply_hash = r ->> 'replyHash'
FROM comparison c CROSS JOIN jsonb_array_elements(c.result -> 'rows') AS r
WHERE c.unit_id = d.unit_id AND c.intake_id = d.intake_id AND d.state = 'open'
  AND r ->> 'code' = d.service_code;
