-- When the part that is being sent was first handed over without an answer: it may be out already.

ALTER TABLE "messages" ADD COLUMN "unanswered_at" TIMESTAMPTZ(3);
