-- What the provider calls a message, or a part of it, that we cannot show; and the same of the last one of a conversation, for its list row.
ALTER TABLE "messages" ADD COLUMN "unsupported" TEXT;
ALTER TABLE "conversations" ADD COLUMN "last_unsupported" TEXT;
