-- What comes in beside mentions. As with them: one row for each (source, id) of a stream, and "accepted" means on disk.
-- The identity is xxHash64(stream || '\0' || source || '\0' || id), such as 'contacts\0contacts\0c1'; batches are
-- numbered within their table. IF NOT EXISTS: a start that was killed halfway through these statements is no dead end.
CREATE TABLE IF NOT EXISTS contacts
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    batch UInt64,
    at DateTime64(3, 'UTC'),
    stored_at DateTime64(3, 'UTC'),
    brand LowCardinality(String),
    customer String,
    channel LowCardinality(String),
    reason String,
    -- At most a week.
    duration_ms Nullable(UInt32),
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX batch_idx batch TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (brand, at, identity)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS self_help
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    batch UInt64,
    at DateTime64(3, 'UTC'),
    stored_at DateTime64(3, 'UTC'),
    brand LowCardinality(String),
    customer String,
    kind LowCardinality(String),
    article String,
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX batch_idx batch TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (brand, at, identity)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Totals up to an instant, not increments. `source` is the feed of the mention.
CREATE TABLE IF NOT EXISTS engagements
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    batch UInt64,
    at DateTime64(3, 'UTC'),
    stored_at DateTime64(3, 'UTC'),
    mention String,
    likes UInt64,
    reposts UInt64,
    replies UInt64,
    views UInt64,
    liked_by_brand Bool,
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX batch_idx batch TYPE minmax GRANULARITY 1,
    INDEX at_idx at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (source, mention, at, identity)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Whose account it is, of the stream `identities`; here "identity" is what duplicates are looked up by. The newest row
-- of an account counts, however old it is: so there are no months to look through.
CREATE TABLE IF NOT EXISTS account_links
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    batch UInt64,
    at DateTime64(3, 'UTC'),
    stored_at DateTime64(3, 'UTC'),
    brand LowCardinality(String),
    channel LowCardinality(String),
    -- Lower case, without "@".
    account String,
    customer String,
    tier LowCardinality(String),
    enrolled Bool,
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX batch_idx batch TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (brand, channel, account, at, identity)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Made by people, one at a time: few. `source` is the feed of the mention.
CREATE TABLE IF NOT EXISTS decisions
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    batch UInt64,
    at DateTime64(3, 'UTC'),
    stored_at DateTime64(3, 'UTC'),
    mention String,
    decision LowCardinality(String),
    decided_by String,
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX batch_idx batch TYPE minmax GRANULARITY 1,
    INDEX at_idx at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (source, mention, at, identity)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Which door a rejected row came to. All there were before came to the one of mentions.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS stream LowCardinality(String) DEFAULT 'mentions';
