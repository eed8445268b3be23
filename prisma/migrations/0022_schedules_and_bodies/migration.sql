-- When what repeats runs next, by the database's clock, and which process runs it now.
CREATE TABLE "schedules" (
    "name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "holder" TEXT,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("name")
);

-- Whether a new reading of all history changed anything: then screens are told.
ALTER TABLE "rescorings" ADD COLUMN "changed" BOOLEAN NOT NULL DEFAULT false;

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

-- Retention finds the oldest bodies here; a row that was emptied leaves the index.
CREATE INDEX "raw_events_bodies" ON "raw_events" ("received_at") WHERE "status" IN ('done', 'unknown') AND ("body" IS NOT NULL OR "body_hash" IS NOT NULL);
