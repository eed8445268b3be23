-- Every channel: where a conversation takes place and how long it may be answered, what happens to a message after it was sent, files that are
-- fetched later, provider ids of what we sent, and what came before the message it is about.

ALTER TABLE "conversations"
  ADD COLUMN "surface" TEXT NOT NULL DEFAULT 'message',
  ADD COLUMN "window_opened_by" TEXT,
  ADD COLUMN "window_opened_at" TIMESTAMPTZ(3),
  ADD COLUMN "window_sent" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "window_closed" TEXT;

ALTER TABLE "messages"
  ADD COLUMN "place" JSONB,
  ADD COLUMN "reactions" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "edited_at" TIMESTAMPTZ(3),
  ADD COLUMN "recalled_at" TIMESTAMPTZ(3),
  ADD COLUMN "parts" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "parts_sent" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "template" JSONB;

ALTER TABLE "attachments"
  ALTER COLUMN "hash" DROP NOT NULL,
  ADD COLUMN "state" TEXT NOT NULL DEFAULT 'ready',
  ADD COLUMN "reason" TEXT,
  ADD COLUMN "source" JSONB,
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "due_at" TIMESTAMPTZ(3);

CREATE TABLE "message_refs" (
    "channel_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "message_refs_pkey" PRIMARY KEY ("channel_id", "ref")
);
CREATE INDEX "message_refs_message_id_idx" ON "message_refs" ("message_id");
ALTER TABLE "message_refs" ADD CONSTRAINT "message_refs_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "early_items" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "raw_id" BIGINT NOT NULL,
    "item" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "early_items_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "early_items_channel_id_external_id_idx" ON "early_items" ("channel_id", "external_id");
CREATE INDEX "early_items_received_at_idx" ON "early_items" ("received_at");

CREATE TABLE "channel_paces" (
    "channel_id" UUID NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_paces_pkey" PRIMARY KEY ("channel_id")
);

CREATE TABLE "channel_pulls" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "hint" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_pulls_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "channel_pulls_channel_id_idx" ON "channel_pulls" ("channel_id");

CREATE TABLE "profile_asks" (
    "channel_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_asks_pkey" PRIMARY KEY ("channel_id", "identity_id")
);
ALTER TABLE "profile_asks" ADD CONSTRAINT "profile_asks_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

CREATE INDEX "raw_events_unknown" ON "raw_events" ("channel_id", "id") WHERE "status" = 'unknown';
CREATE INDEX "attachments_waiting" ON "attachments" ("due_at") WHERE "state" = 'waiting';
CREATE INDEX "profile_asks_due" ON "profile_asks" ("due_at") WHERE "due_at" IS NOT NULL;
