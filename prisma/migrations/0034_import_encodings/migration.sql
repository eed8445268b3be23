-- Whether the encoding of a file of customers was only guessed: whoever imports it is asked to look.
ALTER TABLE "customer_imports" ADD COLUMN "encoding_guessed" BOOLEAN NOT NULL DEFAULT false;
