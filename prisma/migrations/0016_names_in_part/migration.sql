-- The order of names for who sees contact data in part: names that hold a number or an address stand first, whatever their digits.
-- The pattern is `contactPattern` (contract/mask.ts).

CREATE INDEX "customers_by_name_in_part" ON "customers" ("workspace_id",
  (CASE WHEN "name" ~ E'[@＠]|([0-9０-９][-_ ()./\u00a0\u3000\u2010-\u2015·]{0,2}){6}[0-9０-９]' THEN '' ELSE "name" END), "id") WHERE "listed";
