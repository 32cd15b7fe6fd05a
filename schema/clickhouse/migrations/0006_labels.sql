-- What reading a mention says beside its sentiment. Rows of before say what could be said without reading them.
ALTER TABLE mentions ADD COLUMN topics Array(LowCardinality(String)) DEFAULT [];
ALTER TABLE mentions ADD COLUMN intent LowCardinality(String) DEFAULT 'comment';
-- Brands it leaves, and brands or rivals it joins.
ALTER TABLE mentions ADD COLUMN leaving Array(LowCardinality(String)) DEFAULT [];
ALTER TABLE mentions ADD COLUMN joining Array(LowCardinality(String)) DEFAULT [];
ALTER TABLE mentions ADD COLUMN actionable Bool
  DEFAULT direction = 'inbound' AND kind != 'repost' AND (position(text, '?') > 0 OR sentiment = 'negative');
-- 0 … 1: how much it looks like automation or spam.
ALTER TABLE mentions ADD COLUMN suspicion Float32 DEFAULT 0;
-- The same for copies and reposts of one text.
ALTER TABLE mentions ADD COLUMN fingerprint UInt64 DEFAULT identity;
ALTER TABLE mentions ADD COLUMN language LowCardinality(String) DEFAULT lang;
