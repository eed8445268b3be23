-- When the demo was made, so that it never is again, whatever people rename or delete in it.
ALTER TABLE "workspaces" ADD COLUMN "demo_made_at" TIMESTAMPTZ(3);

-- Of workspaces from before nobody knows: the demo ends with a segment. In others the mark says nothing.
UPDATE "workspaces" w SET "demo_made_at" = now() WHERE EXISTS (SELECT FROM "segments" s WHERE s."workspace_id" = w."id");
