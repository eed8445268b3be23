-- `assignee_id IS NULL` bounds an index but is no equality to the planner: the unassigned had to be sorted, or found among all others.
-- With nobody written as an id of its own, "mine" and "unassigned" are the same bounded range in both orders.
DROP INDEX "conversations_workspace_id_assignee_id_status_last_at_id_idx";
DROP INDEX "conversations_waiting_by_assignee";
CREATE INDEX "conversations_newest_by_assignee"
  ON "conversations" ("workspace_id", (coalesce("assignee_id", '00000000-0000-0000-0000-000000000000'::uuid)), "status", "last_at" DESC, "id" DESC);
CREATE INDEX "conversations_waiting_by_assignee"
  ON "conversations" ("workspace_id", (coalesce("assignee_id", '00000000-0000-0000-0000-000000000000'::uuid)), "status",
                      (coalesce("waiting_since", 'infinity'::timestamptz)), "id");
