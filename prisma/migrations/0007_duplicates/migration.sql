-- What two customers who may be one have in common, exactly: only who shares a key is ever compared.
CREATE TABLE "duplicate_keys" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "duplicate_keys_pkey" PRIMARY KEY ("workspace_id","key","customer_id")
);
CREATE INDEX "duplicate_keys_customer_id_idx" ON "duplicate_keys"("customer_id");

-- Customers to look at again, until customers/duplicates/find.ts has.
CREATE TABLE "duplicate_checks" (
    "customer_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,

    CONSTRAINT "duplicate_checks_pkey" PRIMARY KEY ("customer_id")
);
CREATE INDEX "duplicate_checks_id_idx" ON "duplicate_checks"("id");

-- Those there are have no name tokens yet, and were never compared.
INSERT INTO "duplicate_checks" ("customer_id", "workspace_id") SELECT "id", "workspace_id" FROM "customers" ORDER BY "id";
