-- Raw mentions: the truth everything else is computed from. One row a mention, however many brands it is about.
CREATE TABLE mentions
(
    source LowCardinality(String),
    id String,
    -- xxHash64(source || '\0' || id), made by the writer and by any query alike: what duplicates are looked up by.
    identity UInt64,
    -- Number of the sealed batch it came in. Grows without end; panes remember how far they have come by it.
    batch UInt64,
    at DateTime64(3, 'UTC'),
    stored_at DateTime64(3, 'UTC'),
    brands Array(LowCardinality(String)),
    channel LowCardinality(String),
    venue LowCardinality(String),
    kind LowCardinality(String),
    direction LowCardinality(String),
    author_id String,
    author_name String,
    author_handle String,
    author_followers UInt64,
    author_verified Bool,
    text String CODEC(ZSTD(3)),
    lang LowCardinality(String),
    in_reply_to String,
    conversation String,
    url String,
    likes UInt64,
    reposts UInt64,
    replies UInt64,
    views UInt64,
    automated Bool,
    promoted Bool,
    rating Nullable(Float32),
    customer String,
    sentiment LowCardinality(String),
    sentiment_score Float32,
    sentiment_model LowCardinality(String),
    INDEX identity_idx identity TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX id_idx id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX reply_idx in_reply_to TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX conversation_idx conversation TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX batch_idx batch TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (at, identity)
SETTINGS
    -- A repeated insert of a sealed batch is recognised by its token for this many batches.
    non_replicated_deduplication_window = 10000,
    -- MergeTree does not fsync by default; "accepted" means on disk. Measured: no difference in speed.
    fsync_after_insert = 1,
    fsync_part_directory = 1;

-- One row for every writing of a one-minute pane; the row with the highest version is the pane.
CREATE TABLE panes
(
    brand LowCardinality(String),
    channel LowCardinality(String),
    window_start DateTime('UTC'),
    window_end DateTime('UTC'),
    inbound UInt64,
    outbound UInt64,
    positive UInt64,
    neutral UInt64,
    negative UInt64,
    -- First response times of answers given in this minute, milliseconds, ascending: exact, and merged by joining.
    responses_ms Array(UInt64),
    status LowCardinality(String),
    revision UInt32,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(window_start)
ORDER BY (brand, channel, window_start)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- How far derived tables have followed the raw rows: every batch up to `batch` is in them.
CREATE TABLE checkpoints
(
    name LowCardinality(String),
    batch UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY name
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
