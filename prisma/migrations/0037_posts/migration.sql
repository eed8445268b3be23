-- What a thread of comments is under, as its channel tells it.
ALTER TABLE "conversations" ADD COLUMN "post" JSONB;
