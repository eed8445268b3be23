-- Who corrected what a message wants; their word stays when its text is read anew.
ALTER TABLE "messages" ADD COLUMN "intent_by_id" UUID;
