-- Which try holds a key, and when a transaction of its work committed.
ALTER TABLE "idempotency_keys" ADD COLUMN "attempt" UUID, ADD COLUMN "committed_at" TIMESTAMPTZ(3);
