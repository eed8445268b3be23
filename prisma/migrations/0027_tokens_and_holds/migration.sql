-- The access token a channel's provider granted last, sealed, for all processes; `made_with` is a hash of what it was asked for with.
CREATE TABLE "channel_tokens" (
  "channel_id" UUID NOT NULL,
  "made_with" TEXT NOT NULL,
  "token" TEXT NOT NULL,
  "fresh_until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "channel_tokens_pkey" PRIMARY KEY ("channel_id")
);

-- Until when a provider holds a channel back, and what it said.
ALTER TABLE "channel_paces" ADD COLUMN "held_until" TIMESTAMPTZ(3), ADD COLUMN "held_because" TEXT;
