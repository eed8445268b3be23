-- Labels that a provider keeps of people, and what both sides agreed on last.

CREATE TABLE "tag_syncs" (
    "channel_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agreed" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tag_syncs_pkey" PRIMARY KEY ("channel_id", "identity_id")
);
CREATE INDEX "tag_syncs_identity_id_idx" ON "tag_syncs" ("identity_id");
ALTER TABLE "tag_syncs" ADD CONSTRAINT "tag_syncs_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

CREATE INDEX "tag_syncs_due" ON "tag_syncs" ("channel_id", "due_at") WHERE "due_at" IS NOT NULL;
