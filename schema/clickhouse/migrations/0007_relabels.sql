-- What mentions were said to be and are said to be since: corrections by people, and what was read again. Written ahead
-- of the change itself, so that a start finds what a death cut off. One row a changed mention; whatever of it tells of a
-- person goes with the mention.
CREATE TABLE relabels
(
    source LowCardinality(String),
    id String,
    identity UInt64,
    -- Shares its numbers with the batches of mentions: panes remember by it how far they have come.
    batch UInt64,
    -- Event time of the mention: with its brands, the windows it touches.
    at DateTime64(3, 'UTC'),
    brands Array(LowCardinality(String)),
    relabelled_at DateTime64(3, 'UTC'),
    reason LowCardinality(String),
    relabelled_by String,
    -- Labels that were given, by the names of schema/contracts/labels.ts. Those of a person are never read again.
    named Array(LowCardinality(String)),
    before_sentiment LowCardinality(String),
    before_sentiment_score Float32,
    before_sentiment_model LowCardinality(String),
    before_topics Array(LowCardinality(String)),
    before_intent LowCardinality(String),
    before_leaving Array(LowCardinality(String)),
    before_joining Array(LowCardinality(String)),
    before_actionable Bool,
    before_suspicion Float32,
    before_fingerprint UInt64,
    before_language LowCardinality(String),
    after_sentiment LowCardinality(String),
    after_sentiment_score Float32,
    after_sentiment_model LowCardinality(String),
    after_topics Array(LowCardinality(String)),
    after_intent LowCardinality(String),
    after_leaving Array(LowCardinality(String)),
    after_joining Array(LowCardinality(String)),
    after_actionable Bool,
    after_suspicion Float32,
    after_fingerprint UInt64,
    after_language LowCardinality(String),
    INDEX batch_idx batch TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
-- Corrections are few and looked up for every chunk that is read again.
ORDER BY (reason, identity, batch)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- An UPDATE writes the changed rows alone, as a patch that is merged later: it costs what it changes, not a rewrite of
-- the whole month. It finds rows by these.
ALTER TABLE mentions MODIFY SETTING enable_block_number_column = 1, enable_block_offset_column = 1;
