-- Who a mail is from and for, as far as "to" and "cc" do not say it, and the message a forward passes on.
ALTER TABLE "messages"
  ADD COLUMN "sender" TEXT,
  ADD COLUMN "reply_to" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "bcc" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "names" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "forward_of" UUID;

-- Events name people by the new shape; what older ones said of them no role could have shown in part.
UPDATE "events" SET "data" = "data" #- '{message,to}' #- '{message,cc}' WHERE "name" LIKE 'message.%' AND "data" -> 'message' ?| ARRAY['to', 'cc'];
