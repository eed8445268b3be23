-- How much somebody has uploaded and not sent is asked before each upload.
CREATE INDEX "attachments_unsent" ON "attachments" ("uploader", "size") WHERE "message_id" IS NULL;
