-- DropIndex
DROP INDEX "customers_workspace_id_created_at_id_idx";

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "access" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "mood" DOUBLE PRECISION,
ADD COLUMN     "mood_label" TEXT,
ADD COLUMN     "mood_slope" DOUBLE PRECISION,
ADD COLUMN     "team_id" UUID;

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "access" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "birthday" JSONB,
ADD COLUMN     "birthday_day" INTEGER,
ADD COLUMN     "company" TEXT,
ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "import_id" UUID,
ADD COLUMN     "label_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "name_tokens" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "preferences" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "root_id" UUID,
ADD COLUMN     "states" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "team_id" UUID;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "confidence" REAL,
ADD COLUMN     "corrected_by_id" UUID,
ADD COLUMN     "intent" TEXT,
ADD COLUMN     "intent_score" REAL,
ADD COLUMN     "model" TEXT,
ADD COLUMN     "raw_id" BIGINT,
ADD COLUMN     "sentiment" TEXT,
ADD COLUMN     "sentiment_score" REAL;

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "permissions" TEXT[],
    "scope" TEXT NOT NULL,
    "masked" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "workspace_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_type" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT,
    "target_id" TEXT,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT NOT NULL DEFAULT '',
    "request_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "merges" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "into_id" UUID NOT NULL,
    "by_type" TEXT NOT NULL,
    "by_id" UUID,
    "by_name" TEXT NOT NULL,
    "filled" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "a_id" UUID NOT NULL,
    "b_id" UUID NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "evidence" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suggestions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fields" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "min" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "currency" TEXT,
    "options" JSONB NOT NULL DEFAULT '[]',
    "help" TEXT NOT NULL DEFAULT '',
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fields_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_layouts" (
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sections" JSONB NOT NULL,

    CONSTRAINT "profile_layouts_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "labels" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "tone" TEXT NOT NULL DEFAULT 'plain',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "labels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_entries" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" TEXT NOT NULL,
    "by_type" TEXT NOT NULL,
    "by_id" UUID,
    "by_name" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "timeline_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel_kind" TEXT,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "by_id" UUID,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field_conflicts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "current" JSONB,
    "proposed" JSONB,
    "source" TEXT NOT NULL,
    "source_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "field_conflicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segments" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_views" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "sort" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_imports" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "encoding" TEXT NOT NULL,
    "columns" TEXT[],
    "sample" JSONB NOT NULL,
    "options" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "rows" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "conflicts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "by_id" UUID,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_lines" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "workspace_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "customer_id" UUID,
    "before" JSONB,
    "problems" JSONB,

    CONSTRAINT "import_lines_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "customer_activity" (
    "customer_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "messages_in" INTEGER NOT NULL DEFAULT 0,
    "messages_out" INTEGER NOT NULL DEFAULT 0,
    "last_in_at" TIMESTAMPTZ(3),
    "last_out_at" TIMESTAMPTZ(3),
    "replies" INTEGER NOT NULL DEFAULT 0,
    "reply_seconds" BIGINT NOT NULL DEFAULT 0,
    "mood" DOUBLE PRECISION,
    "mood_slope" DOUBLE PRECISION,

    CONSTRAINT "customer_activity_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "customer_stats" (
    "customer_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "messages_in" INTEGER NOT NULL DEFAULT 0,
    "messages_out" INTEGER NOT NULL DEFAULT 0,
    "last_in_at" TIMESTAMPTZ(3),
    "last_out_at" TIMESTAMPTZ(3),
    "replies" INTEGER NOT NULL DEFAULT 0,
    "reply_seconds" BIGINT NOT NULL DEFAULT 0,
    "mood" DOUBLE PRECISION,
    "mood_slope" DOUBLE PRECISION,

    CONSTRAINT "customer_stats_pkey" PRIMARY KEY ("customer_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "roles_workspace_id_name_key" ON "roles"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "teams_parent_id_idx" ON "teams"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_workspace_id_name_key" ON "teams"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "team_members_user_id_idx" ON "team_members"("user_id");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_at_id_idx" ON "audit_entries"("workspace_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_actor_id_at_idx" ON "audit_entries"("workspace_id", "actor_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_target_id_at_idx" ON "audit_entries"("workspace_id", "target_id", "at" DESC);

-- CreateIndex
CREATE INDEX "merges_from_id_idx" ON "merges"("from_id");

-- CreateIndex
CREATE INDEX "merges_into_id_idx" ON "merges"("into_id");

-- CreateIndex
CREATE INDEX "suggestions_b_id_idx" ON "suggestions"("b_id");

-- CreateIndex
CREATE UNIQUE INDEX "suggestions_workspace_id_a_id_b_id_key" ON "suggestions"("workspace_id", "a_id", "b_id");

-- CreateIndex
CREATE UNIQUE INDEX "fields_workspace_id_name_key" ON "fields"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "labels_workspace_id_name_key" ON "labels"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "timeline_entries_customer_id_at_id_idx" ON "timeline_entries"("customer_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "consents_customer_id_purpose_at_idx" ON "consents"("customer_id", "purpose", "at" DESC);

-- CreateIndex
CREATE INDEX "field_conflicts_customer_id_idx" ON "field_conflicts"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "segments_workspace_id_name_key" ON "segments"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "inbox_views_workspace_id_idx" ON "inbox_views"("workspace_id");

-- CreateIndex
CREATE INDEX "customer_imports_workspace_id_created_at_idx" ON "customer_imports"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "import_lines_customer_id_idx" ON "import_lines"("customer_id");

-- CreateIndex
CREATE INDEX "customers_root_id_idx" ON "customers"("root_id");



-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

-- A customer stands alone until it is merged.
UPDATE "customers" SET "root_id" = "id";
ALTER TABLE "customers" ALTER COLUMN "root_id" SET NOT NULL;
CREATE FUNCTION "customer_stands_alone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."root_id" := coalesce(NEW."root_id", NEW."id");
  RETURN NEW;
END $$;
CREATE TRIGGER "customers_stand_alone" BEFORE INSERT ON "customers" FOR EACH ROW EXECUTE FUNCTION "customer_stands_alone"();

CREATE INDEX "customers_newest" ON "customers" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "root_id" = "id";
CREATE INDEX "customers_by_name" ON "customers" ("workspace_id", "name", "id") WHERE "root_id" = "id";
CREATE INDEX "customers_last_seen" ON "customers" ("workspace_id", (coalesce("last_seen_at", '-infinity'::timestamptz)) DESC, "id" DESC)
  WHERE "root_id" = "id";
CREATE INDEX "customers_access" ON "customers" USING gin ("access");
CREATE INDEX "customers_labels" ON "customers" USING gin ("label_ids");
CREATE INDEX "customers_name_tokens" ON "customers" USING gin ("name_tokens");
CREATE INDEX "customers_birthday" ON "customers" ("workspace_id", "birthday_day") WHERE "birthday_day" IS NOT NULL;
CREATE INDEX "customers_of_import" ON "customers" ("import_id") WHERE "import_id" IS NOT NULL;
CREATE INDEX "suggestions_open" ON "suggestions" ("workspace_id", "score" DESC, "id") WHERE "status" = 'open';
CREATE INDEX "field_conflicts_open" ON "field_conflicts" ("workspace_id", "at") WHERE "settled_at" IS NULL;
CREATE UNIQUE INDEX "merges_standing" ON "merges" ("from_id") WHERE "undone_at" IS NULL;

-- Open work of a team or a person is found by this whatever the history holds.
CREATE INDEX "conversations_open_access" ON "conversations" USING gin ("access") WHERE "status" = 'open';
CREATE INDEX "conversations_access" ON "conversations" USING gin ("access");

-- Who may see what (contract/can.ts, `visible`). Locks go customers first, then conversations.
CREATE FUNCTION "distinct_keys"("keys" uuid[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT k ORDER BY k), '{}') FROM unnest("keys") k WHERE k IS NOT NULL
$$;

CREATE FUNCTION "conversation_access"("assignee" uuid, "team" uuid, "customer" uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT "distinct_keys"(ARRAY["assignee", "team", r."owner_id", r."team_id"])
    FROM "customers" c JOIN "customers" r ON r."id" = c."root_id" WHERE c."id" = "customer"
$$;

CREATE FUNCTION "customer_access"("root" uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT "distinct_keys"(array_agg(k)) FROM (
    SELECT unnest(ARRAY["owner_id", "team_id"]) AS k FROM "customers" WHERE "id" = "root"
    UNION ALL
    SELECT unnest(ARRAY[v."assignee_id", v."team_id"]) FROM "customers" m JOIN "conversations" v ON v."customer_id" = m."id" WHERE m."root_id" = "root"
  ) AS named
$$;

CREATE FUNCTION "conversation_gets_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."access" := "conversation_access"(NEW."assignee_id", NEW."team_id", NEW."customer_id");
  RETURN NEW;
END $$;
CREATE TRIGGER "conversations_access_inserted" BEFORE INSERT ON "conversations" FOR EACH ROW EXECUTE FUNCTION "conversation_gets_access"();
CREATE TRIGGER "conversations_access_updated" BEFORE UPDATE OF "assignee_id", "team_id", "customer_id" ON "conversations" FOR EACH ROW
  WHEN ((OLD."assignee_id", OLD."team_id", OLD."customer_id") IS DISTINCT FROM (NEW."assignee_id", NEW."team_id", NEW."customer_id"))
  EXECUTE FUNCTION "conversation_gets_access"();

CREATE FUNCTION "customer_gets_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "customers" SET "access" = "customer_access"("id")
   WHERE "id" IN (SELECT "root_id" FROM "customers" WHERE "id" = NEW."customer_id" OR TG_OP = 'UPDATE' AND "id" = OLD."customer_id")
     AND "access" IS DISTINCT FROM "customer_access"("id");
  RETURN NULL;
END $$;
CREATE TRIGGER "customers_access_by_new_conversation" AFTER INSERT ON "conversations" FOR EACH ROW
  WHEN (NEW."assignee_id" IS NOT NULL OR NEW."team_id" IS NOT NULL) EXECUTE FUNCTION "customer_gets_access"();
CREATE TRIGGER "customers_access_by_conversation" AFTER UPDATE OF "assignee_id", "team_id", "customer_id" ON "conversations" FOR EACH ROW
  WHEN ((OLD."assignee_id", OLD."team_id", OLD."customer_id") IS DISTINCT FROM (NEW."assignee_id", NEW."team_id", NEW."customer_id"))
  EXECUTE FUNCTION "customer_gets_access"();

CREATE FUNCTION "customer_shares_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "customers" SET "access" = "customer_access"("id") WHERE "id" IN (NEW."root_id", OLD."root_id") AND "access" IS DISTINCT FROM "customer_access"("id");
  UPDATE "conversations" v SET "access" = "conversation_access"(v."assignee_id", v."team_id", v."customer_id")
    FROM "customers" m WHERE m."root_id" IN (NEW."root_id", OLD."root_id") AND v."customer_id" = m."id"
     AND v."access" IS DISTINCT FROM "conversation_access"(v."assignee_id", v."team_id", v."customer_id");
  RETURN NULL;
END $$;
CREATE TRIGGER "customers_access_shared" AFTER UPDATE OF "owner_id", "team_id", "root_id" ON "customers" FOR EACH ROW
  WHEN ((OLD."owner_id", OLD."team_id", OLD."root_id") IS DISTINCT FROM (NEW."owner_id", NEW."team_id", NEW."root_id"))
  EXECUTE FUNCTION "customer_shares_access"();
CREATE FUNCTION "customer_begins_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."access" := "distinct_keys"(ARRAY[NEW."owner_id", NEW."team_id"]);
  RETURN NEW;
END $$;
CREATE TRIGGER "customers_access_begun" BEFORE INSERT ON "customers" FOR EACH ROW
  WHEN (NEW."owner_id" IS NOT NULL OR NEW."team_id" IS NOT NULL) EXECUTE FUNCTION "customer_begins_access"();

UPDATE "conversations" SET "access" = "distinct_keys"(ARRAY["assignee_id"]) WHERE "assignee_id" IS NOT NULL;
UPDATE "customers" SET "access" = "customer_access"("id") WHERE "id" IN (SELECT "customer_id" FROM "conversations" WHERE "assignee_id" IS NOT NULL);

-- What was done stays written: no row of the audit log is changed or removed, whoever asks.
CREATE FUNCTION "audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER "audit_entries_stay" BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();
CREATE TRIGGER "audit_entries_are_not_emptied" BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();
