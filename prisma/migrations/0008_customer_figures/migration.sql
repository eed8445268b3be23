-- One customer in 64, by a hash of the id: enough to estimate how many a condition holds for when counting them all would take too long.
CREATE INDEX "customers_sample" ON "customers" ("workspace_id", "id") WHERE "root_id" = "id" AND ("uuid_hash"("id") & 63) = 0;

-- What customers did before the subscriber that adds it up (customers/stats.ts) came into being.
INSERT INTO "customer_activity" ("customer_id", "workspace_id", "messages_in", "messages_out", "last_in_at", "last_out_at", "replies", "reply_seconds")
SELECT "customer_id", "workspace_id", sum("ins")::int, sum("outs")::int, max("last_in"), max("last_out"),
       count(*) FILTER (WHERE "asked" < "answered"), coalesce(sum(extract(epoch FROM "answered" - "asked")) FILTER (WHERE "asked" < "answered"), 0)::bigint
  FROM (
    SELECT "customer_id", "workspace_id", "conversation_id", "answers_before", count(*) FILTER (WHERE "direction" = 'in') AS "ins",
           count(*) FILTER (WHERE "direction" = 'out') AS "outs", max("created_at") FILTER (WHERE "direction" = 'in') AS "last_in",
           max("created_at") FILTER (WHERE "direction" = 'out') AS "last_out", min("created_at") FILTER (WHERE "direction" = 'in' AND NOT "auto") AS "asked",
           min("created_at") FILTER (WHERE "direction" = 'out' AND NOT "auto") AS "answered"
      FROM (
        SELECT v."customer_id", v."workspace_id", m."conversation_id", m."direction", m."auto", m."created_at",
               count(*) FILTER (WHERE m."direction" = 'out' AND NOT m."auto") OVER (
                 PARTITION BY m."conversation_id" ORDER BY m."position" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "answers_before"
          FROM "conversations" v JOIN "messages" m ON m."conversation_id" = v."id" WHERE m."kind" = 'text') AS "said"
     GROUP BY 1, 2, 3, 4) AS "waits"
 GROUP BY 1, 2;

INSERT INTO "customer_stats" ("customer_id", "workspace_id", "messages_in", "messages_out", "last_in_at", "last_out_at", "replies", "reply_seconds")
SELECT c."root_id", c."workspace_id", sum(a."messages_in"), sum(a."messages_out"), max(a."last_in_at"), max(a."last_out_at"), sum(a."replies"), sum(a."reply_seconds")
  FROM "customer_activity" a JOIN "customers" c ON c."id" = a."customer_id" GROUP BY 1, 2;
