-- Whether lists show a customer: not merged into another, not erased. A column of its own because PostgreSQL cannot estimate
-- `root_id = id` (it expects one row in 200) and chose plans fit for that.
ALTER TABLE "customers" ADD COLUMN "listed" BOOLEAN NOT NULL DEFAULT true;
UPDATE "customers" SET "listed" = false WHERE "root_id" <> "id" OR "erased_at" IS NOT NULL;

CREATE OR REPLACE FUNCTION "customer_stands_alone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."root_id" := coalesce(NEW."root_id", NEW."id");
  NEW."listed" := NEW."root_id" = NEW."id" AND NEW."erased_at" IS NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER "customers_listed" BEFORE UPDATE OF "root_id", "erased_at", "listed" ON "customers" FOR EACH ROW EXECUTE FUNCTION "customer_stands_alone"();

DROP INDEX "customers_newest", "customers_by_name", "customers_last_seen", "customers_sample";
CREATE INDEX "customers_newest" ON "customers" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "listed";
CREATE INDEX "customers_by_name" ON "customers" ("workspace_id", "name", "id") WHERE "listed";
CREATE INDEX "customers_last_seen" ON "customers" ("workspace_id", (coalesce("last_seen_at", '-infinity'::timestamptz)) DESC, "id" DESC) WHERE "listed";
CREATE INDEX "customers_sample" ON "customers" ("workspace_id", "id") WHERE "listed" AND ("uuid_hash"("id") & 127) = 0;
