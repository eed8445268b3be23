CREATE TABLE "corrections" (
    "message_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "was" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "corrections_pkey" PRIMARY KEY ("message_id")
);
CREATE INDEX "corrections_workspace_id_at_message_id_idx" ON "corrections"("workspace_id", "at" DESC, "message_id");

CREATE TABLE "intent_phrases" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "intent" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "intent_phrases_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "intent_phrases_workspace_id_intent_text_key" ON "intent_phrases"("workspace_id", "intent", "text");

CREATE TABLE "rescorings" (
    "model" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "done" BIGINT NOT NULL DEFAULT 0,
    "cursor" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "rescorings_pkey" PRIMARY KEY ("model")
);

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

-- Sourest first, those of whom nothing is known after all others; the same by assignee. Only what is open is sorted so.
CREATE INDEX "conversations_mood" ON "conversations" ("workspace_id", (coalesce("mood", 2)), "id") WHERE "status" = 'open';
CREATE INDEX "conversations_mood_by_assignee"
  ON "conversations" ("workspace_id", (coalesce("assignee_id", '00000000-0000-0000-0000-000000000000'::uuid)), (coalesce("mood", 2)), "id")
  WHERE "status" = 'open';
