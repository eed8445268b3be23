-- What has to wait for its turn on a channel is told when to come again, one after the other, so that not all of it comes at once.

ALTER TABLE "channel_paces" ADD COLUMN "line_until" TIMESTAMPTZ(3);
