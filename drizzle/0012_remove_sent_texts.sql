-- The text of a mail may hold an address that opens an account: it is removed once it is sent, and that
-- of an invitation once it is given up too. Those from before are removed here.
UPDATE "outbox" SET "body" = ''
WHERE "sent_at" IS NOT NULL OR ("given_up_at" IS NOT NULL AND "key" LIKE 'invitation:%');
--> statement-breakpoint
COMMENT ON COLUMN "outbox"."body" IS 'Plain text; empty once it is sent, and of an invitation once it is given up too';
