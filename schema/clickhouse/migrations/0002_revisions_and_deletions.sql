-- What a pane said before and after each time it changed its mind, and why. One row a revision, however often written.
CREATE TABLE revisions
(
    brand LowCardinality(String),
    channel LowCardinality(String),
    window_start DateTime('UTC'),
    revision UInt32,
    reason LowCardinality(String),
    revised_at DateTime64(3, 'UTC'),
    before_inbound UInt64,
    before_outbound UInt64,
    before_positive UInt64,
    before_neutral UInt64,
    before_negative UInt64,
    before_responses_ms Array(UInt64),
    after_inbound UInt64,
    after_outbound UInt64,
    after_positive UInt64,
    after_neutral UInt64,
    after_negative UInt64,
    after_responses_ms Array(UInt64)
)
ENGINE = ReplacingMergeTree(revised_at)
PARTITION BY toYYYYMM(window_start)
ORDER BY (brand, window_start, channel, revision)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Mentions that had to go. The row stays as a tombstone: sent again, they are known and stay away.
CREATE TABLE deletions
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    -- Shares its numbers with the batches of mentions: panes remember by it how far they have come.
    batch UInt64,
    deleted_at DateTime64(3, 'UTC'),
    -- The windows it was counted in, side by side: after the deletion nobody could tell any more.
    brands Array(String),
    window_starts Array(UInt32),
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (source, id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
