-- What a merge moved on besides fields, so that it can be moved back.
ALTER TABLE "merges" ADD COLUMN "seen_before" TIMESTAMPTZ(3);

-- A conversation that opens while its customer is being merged waits, so that it sees who it belongs to in the end.
CREATE OR REPLACE FUNCTION "conversation_gets_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM "customers" WHERE "id" = NEW."customer_id" FOR KEY SHARE;
  END IF;
  NEW."access" := "conversation_access"(NEW."assignee_id", NEW."team_id", NEW."customer_id");
  RETURN NEW;
END $$;
