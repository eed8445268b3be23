-- Unread is per person: a conversation counts what its customer wrote, and of each person who looked it is kept up to which of those they have read.
ALTER TABLE "conversations" ADD COLUMN "received" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "settled" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "readings" (
    "user_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "received" INTEGER NOT NULL DEFAULT 0,
    "marked" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "readings_pkey" PRIMARY KEY ("user_id", "conversation_id")
);
CREATE INDEX "readings_conversation_id_idx" ON "readings"("conversation_id");
ALTER TABLE "readings" ADD CONSTRAINT "readings_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "readings" ADD CONSTRAINT "readings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What nobody had opened is unread for everybody, all before it for nobody: the count may begin at what is new, since only differences are asked for.
UPDATE "conversations" SET "received" = "unread" WHERE "unread" > 0;

-- One channel of the inbox, as a team's and a person's part of it: newest first, by one range.
CREATE INDEX "conversations_newest_by_channel" ON "conversations" ("workspace_id", "channel_id", "status", "last_at" DESC, "id" DESC);
