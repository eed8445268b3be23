-- Whether a mail's HTML is as sent ('raw': made safe when it is first opened), safe, or only the text of what was too complex.
ALTER TABLE messages ADD COLUMN html_form text NOT NULL DEFAULT 'raw';
