-- Events a reader could not handle and stepped over; and which subscribers are still followed, so that one that is gone keeps nothing.
CREATE TABLE "parked_events" (
    "reader" TEXT NOT NULL,
    "xact" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "parked_events_pkey" PRIMARY KEY ("reader", "xact", "id")
);
CREATE INDEX "parked_events_xact_id_idx" ON "parked_events" ("xact", "id");

ALTER TABLE "feed_cursors" ADD COLUMN "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
