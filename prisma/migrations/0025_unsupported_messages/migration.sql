-- What the provider calls a message, or a part of it, that we cannot show; and the same of the last one of a conversation, for its list row.
ALTER TABLE "messages" ADD COLUMN "unsupported" TEXT;
ALTER TABLE "conversations" ADD COLUMN "last_unsupported" TEXT;

-- Two followers of an Official Account may have messages of one number: each is known by its follower too, as a replay calls it.
UPDATE "messages" m SET "external_id" = m."from_value" || ':' || m."external_id"
  FROM "channels" c
 WHERE c."id" = m."channel_id" AND c."kind" = 'wechat' AND m."direction" = 'in' AND m."external_id" ~ '^[0-9]+$' AND m."from_value" IS NOT NULL;
