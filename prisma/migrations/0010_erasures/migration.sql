-- What is left to erase of a person after their profile and messages: traces that are found by reading, and files. Emptied when done.
CREATE TABLE "erasures" (
    "customer_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "needles" TEXT[],
    "channel_ids" UUID[],
    "hashes" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("customer_id")
);

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

CREATE INDEX "erasures_due" ON "erasures" ("at") WHERE "done_at" IS NULL;

-- Whether anybody else still has a file.
CREATE INDEX "attachments_hash" ON "attachments" ("hash");
CREATE INDEX "raw_events_body_hash" ON "raw_events" ("body_hash") WHERE "body_hash" IS NOT NULL;
-- Lines that name a customer in somebody else's thread.
CREATE INDEX "messages_relinked" ON "messages" ("workspace_id") WHERE "event" ->> 'name' = 'customer_changed';
