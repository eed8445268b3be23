-- Whom a message did not reach though it reached others: address, reason, and whether the next try is for them.
ALTER TABLE "messages" ADD COLUMN "undelivered" JSONB NOT NULL DEFAULT '[]';

-- How sending does on a channel, apart from how receiving does.
ALTER TABLE "channels" ADD COLUMN "sending_state" TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE "channels" ADD COLUMN "sending_message" TEXT;
ALTER TABLE "channels" ADD COLUMN "sending_at" TIMESTAMPTZ(3);
