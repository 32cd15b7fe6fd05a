-- The fingerprint of the earliest near copy that was remembered when the mention was stored: what "unique" counts by.
ALTER TABLE mentions ADD COLUMN original UInt64 DEFAULT fingerprint;
