-- Where birthdays of 29 February are kept in years without one is the workspace's to say: they are found by their own day, 229, and the
-- question brings the rule.

ALTER TABLE "workspaces" ADD COLUMN "leap_day" TEXT NOT NULL DEFAULT 'february' CHECK ("leap_day" IN ('february', 'march'));

UPDATE "customers" SET "birthday_day" = 229
 WHERE "birthday_day" IN (228, 301) AND "birthday" ->> 'calendar' = 'solar' AND "birthday" -> 'month' = '2' AND "birthday" -> 'day' = '29';
