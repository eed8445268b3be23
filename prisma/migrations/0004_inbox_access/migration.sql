-- Conversations that changed hands because their customer did, until inbox/share.ts has told so.
CREATE TABLE "access_changes" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "lost" UUID[],

    CONSTRAINT "access_changes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "access_changes_workspace_id_idx" ON "access_changes"("workspace_id");

-- The timeline reads every thread of a customer by time, which positions are not: what was written earlier may come in later.
CREATE INDEX "messages_said" ON "messages" ("conversation_id", "created_at" DESC, "id" DESC) WHERE "kind" = 'text';
CREATE INDEX "messages_noted" ON "messages" ("conversation_id", "created_at" DESC, "id" DESC) WHERE "kind" = 'note';

-- The inbox of one team, in both orders.
CREATE INDEX "conversations_newest_by_team" ON "conversations" ("workspace_id", "team_id", "status", "last_at" DESC, "id" DESC)
  WHERE "team_id" IS NOT NULL;
CREATE INDEX "conversations_waiting_by_team"
  ON "conversations" ("workspace_id", "team_id", "status", (coalesce("waiting_since", 'infinity'::timestamptz)), "id") WHERE "team_id" IS NOT NULL;

-- A conversation that begins while its customer changes hands must not keep the old owner's name: its insert and that change wait for each other.
CREATE OR REPLACE FUNCTION "conversation_gets_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "customers" WHERE "id" = NEW."customer_id" FOR KEY SHARE;
  NEW."access" := "conversation_access"(NEW."assignee_id", NEW."team_id", NEW."customer_id");
  RETURN NEW;
END $$;

-- As before; conversations are locked in the order everybody locks them in, and what changed is written down.
CREATE OR REPLACE FUNCTION "customer_shares_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "customers" WHERE "root_id" IN (NEW."root_id", OLD."root_id") ORDER BY "id" FOR UPDATE;
  PERFORM FROM "conversations" v JOIN "customers" m ON m."id" = v."customer_id"
    WHERE m."root_id" IN (NEW."root_id", OLD."root_id") ORDER BY v."id" FOR UPDATE OF v;
  UPDATE "customers" SET "access" = "customer_access"("id") WHERE "id" IN (NEW."root_id", OLD."root_id") AND "access" IS DISTINCT FROM "customer_access"("id");
  WITH "named" AS (
    SELECT v."id", v."access" AS "before", "conversation_access"(v."assignee_id", v."team_id", v."customer_id") AS "access"
      FROM "customers" m JOIN "conversations" v ON v."customer_id" = m."id" WHERE m."root_id" IN (NEW."root_id", OLD."root_id")
  ), "changed" AS (
    UPDATE "conversations" v SET "access" = n."access" FROM "named" n WHERE v."id" = n."id" AND n."before" IS DISTINCT FROM n."access"
    RETURNING v."workspace_id", v."id", ARRAY(SELECT unnest(n."before") EXCEPT SELECT unnest(n."access")) AS "lost"
  )
  INSERT INTO "access_changes" ("workspace_id", "conversation_id", "lost") SELECT * FROM "changed";
  RETURN NULL;
END $$;
