-- Which consents stand on a text is asked when the text changes.
-- Locks: consents are not written while the index is made; a district has some hundred thousand, a second.

create index consent_by_text on privacy.consent (district, text_hash);
