
-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invites" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "config" JSONB NOT NULL,
    "secrets" TEXT NOT NULL,
    "health_state" TEXT NOT NULL DEFAULT 'unknown',
    "health_message" TEXT,
    "health_at" TIMESTAMPTZ(3),
    "poll_cursor" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "raw_events" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "body" BYTEA,
    "body_hash" TEXT,
    "size" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "request_id" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "raw_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "channel_id" UUID NOT NULL,
    "channel_kind" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "thread_key" TEXT NOT NULL,
    "subject" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "assignee_id" UUID,
    "participants" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "unread" INTEGER NOT NULL DEFAULT 0,
    "waiting_since" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL DEFAULT 0,
    "last_message_id" UUID,
    "last_preview" TEXT NOT NULL DEFAULT '',
    "last_kind" TEXT NOT NULL DEFAULT 'text',
    "last_direction" TEXT NOT NULL DEFAULT 'in',
    "last_status" TEXT NOT NULL DEFAULT 'received',
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "related_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "conversation_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "author_type" TEXT NOT NULL,
    "author_id" UUID,
    "author_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "quoted" TEXT,
    "html" TEXT,
    "subject" TEXT,
    "to" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "cc" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "auto" BOOLEAN NOT NULL DEFAULT false,
    "sender_verified" BOOLEAN,
    "event" JSONB,
    "external_id" TEXT,
    "from_kind" TEXT,
    "from_value" TEXT,
    "refs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "sending_by" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread_refs" (
    "channel_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,

    CONSTRAINT "thread_refs_pkey" PRIMARY KEY ("channel_id","ref","conversation_id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "message_id" UUID,
    "uploader" TEXT,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "inline" BOOLEAN NOT NULL DEFAULT false,
    "content_id" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "xact" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("xact","id")
);

-- CreateTable
CREATE TABLE "feed_cursors" (
    "subscriber" TEXT NOT NULL,
    "xact" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,

    CONSTRAINT "feed_cursors_pkey" PRIMARY KEY ("subscriber")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "open_counts" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "assignee_id" UUID,
    "n" INTEGER NOT NULL,

    CONSTRAINT "open_counts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("workspace_id","user_id","key")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "socket_io_attachments" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(6) DEFAULT CURRENT_TIMESTAMP,
    "payload" BYTEA,

    CONSTRAINT "socket_io_attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_workspace_id_created_at_idx" ON "users"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "invites_token_hash_key" ON "invites"("token_hash");

-- CreateIndex
CREATE INDEX "invites_workspace_id_idx" ON "invites"("workspace_id");

-- CreateIndex
CREATE INDEX "channels_workspace_id_created_at_idx" ON "channels"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "raw_events_channel_id_dedupe_key_key" ON "raw_events"("channel_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "customers_workspace_id_created_at_id_idx" ON "customers"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "identities_customer_id_idx" ON "identities"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_workspace_id_kind_value_key" ON "identities"("workspace_id", "kind", "value");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_status_last_at_id_idx" ON "conversations"("workspace_id", "status", "last_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_workspace_id_assignee_id_status_last_at_id_idx" ON "conversations"("workspace_id", "assignee_id", "status", "last_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_customer_id_last_at_idx" ON "conversations"("customer_id", "last_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "conversations_channel_id_thread_key_key" ON "conversations"("channel_id", "thread_key");

-- CreateIndex
CREATE UNIQUE INDEX "messages_channel_id_external_id_key" ON "messages"("channel_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_conversation_id_position_key" ON "messages"("conversation_id", "position");

-- CreateIndex
CREATE INDEX "thread_refs_conversation_id_idx" ON "thread_refs"("conversation_id");

-- CreateIndex
CREATE INDEX "attachments_message_id_idx" ON "attachments"("message_id");

-- CreateIndex
CREATE INDEX "events_workspace_id_xact_id_idx" ON "events"("workspace_id", "xact", "id");

-- CreateIndex
CREATE INDEX "leases_holder_idx" ON "leases"("holder");

-- CreateIndex
CREATE INDEX "open_counts_workspace_id_assignee_id_idx" ON "open_counts"("workspace_id", "assignee_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "raw_events" ADD CONSTRAINT "raw_events_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_refs" ADD CONSTRAINT "thread_refs_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE SET NULL ON UPDATE CASCADE;



-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

-- An identity is claimed first (ON CONFLICT DO NOTHING) and its customer made after, in the same transaction.
ALTER TABLE "identities" DROP CONSTRAINT "identities_customer_id_fkey";
ALTER TABLE "identities" ADD CONSTRAINT "identities_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id")
  ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- The work queues inside tables stay as small as the work that is left.
CREATE INDEX "raw_events_pending" ON "raw_events" ("id") WHERE "status" = 'pending';
CREATE INDEX "raw_events_parked" ON "raw_events" ("channel_id", "id") WHERE "status" = 'parked';
CREATE INDEX "messages_outgoing" ON "messages" ("conversation_id", "position") WHERE "status" IN ('queued', 'sending');
CREATE INDEX "messages_due" ON "messages" ("due_at") WHERE "status" = 'queued';
CREATE INDEX "messages_sending" ON "messages" ("sending_by") WHERE "status" = 'sending';

-- Oldest waiting first, those who do not wait after all others.
CREATE INDEX "conversations_waiting" ON "conversations" ("workspace_id", "status", (coalesce("waiting_since", 'infinity'::timestamptz)), "id");
CREATE INDEX "conversations_waiting_by_assignee"
  ON "conversations" ("workspace_id", "assignee_id", "status", (coalesce("waiting_since", 'infinity'::timestamptz)), "id");

-- Search by the beginning of a name or an identity, under any locale.
CREATE INDEX "customers_name_prefix" ON "customers" ("workspace_id", lower("name") text_pattern_ops);
CREATE INDEX "identities_value_prefix" ON "identities" ("workspace_id", lower("value") text_pattern_ops);

-- Open conversations by assignee. Every statement that moves some adds a delta; nobody waits for anybody's counter row.
CREATE FUNCTION "count_open_inserted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "open_counts" ("workspace_id", "assignee_id", "n")
  SELECT "workspace_id", "assignee_id", count(*)::int FROM "new_rows" WHERE "status" = 'open' GROUP BY 1, 2;
  RETURN NULL;
END $$;

CREATE FUNCTION "count_open_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "open_counts" ("workspace_id", "assignee_id", "n")
  SELECT "workspace_id", "assignee_id", sum("n")::int FROM (
    SELECT n."workspace_id", n."assignee_id", 1 AS "n" FROM "new_rows" n JOIN "old_rows" o USING ("id")
     WHERE n."status" = 'open' AND (o."status" <> 'open' OR o."assignee_id" IS DISTINCT FROM n."assignee_id")
    UNION ALL
    SELECT o."workspace_id", o."assignee_id", -1 FROM "old_rows" o JOIN "new_rows" n USING ("id")
     WHERE o."status" = 'open' AND (n."status" <> 'open' OR o."assignee_id" IS DISTINCT FROM n."assignee_id")
  ) AS "moved" GROUP BY 1, 2;
  RETURN NULL;
END $$;

CREATE TRIGGER "conversations_inserted" AFTER INSERT ON "conversations"
  REFERENCING NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "count_open_inserted"();
CREATE TRIGGER "conversations_updated" AFTER UPDATE ON "conversations"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows" FOR EACH STATEMENT EXECUTE FUNCTION "count_open_updated"();
