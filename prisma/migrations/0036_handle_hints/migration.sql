-- What channels proved about people who are two customers, or may become so: whose another's handle is too, and what a number changed to.
CREATE TABLE "handle_hints" (
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "meaning" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "handle_hints_pkey" PRIMARY KEY ("customer_id","meaning","kind","value")
);
CREATE INDEX "handle_hints_workspace_id_kind_value_idx" ON "handle_hints"("workspace_id","kind","value");
