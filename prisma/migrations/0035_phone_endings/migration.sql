-- A phone number is found by its last digits too.
CREATE INDEX "identities_phone_ending" ON "identities" ("workspace_id", reverse("value") text_pattern_ops) WHERE "kind" = 'phone';

-- Names are found by plain letters (ł as l, ß as ss): the tokens of those that hold such a letter, as `nameTokens` makes them now.
UPDATE "customers" SET "name_tokens" = (
  SELECT array_agg(DISTINCT token) FROM (
    SELECT left(plain, n) AS token
      FROM unnest("name_tokens") AS old,
           replace(replace(replace(replace(translate(old, 'łđðøıħŧŋ', 'lddoihtn'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') AS plain,
           LATERAL generate_series(greatest(length(plain) - 1, 1), least(length(plain), 16)) AS n
     WHERE old ~ '[łđðøßıæœþħŧŋ]'
     UNION SELECT unnest("name_tokens")) AS tokens
   WHERE token !~ '[łđðøßıæœþħŧŋ]')
 WHERE "name_tokens"::text ~ '[łđðøßıæœþħŧŋ]';
