-- Rows that were rejected, as they came, for a month: to look at and to send again. The row of the highest version counts.
CREATE TABLE dead_letters
(
    id String,
    rejected_at DateTime64(3, 'UTC'),
    code LowCardinality(String),
    reason String,
    -- The row as JSON, or the line that was no JSON; cut when it is very long.
    payload String CODEC(ZSTD(3)),
    cut Bool,
    state LowCardinality(String),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(rejected_at)
ORDER BY (rejected_at, id)
TTL toDateTime(rejected_at) + INTERVAL 30 DAY
SETTINGS non_replicated_deduplication_window = 10000;
