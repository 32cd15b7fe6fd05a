-- Hours and days of panes, so that a year is cheap to read. Merged from `panes` and never counted on their own.
CREATE TABLE rollups
(
    step LowCardinality(String),
    -- Whose hours and days these are: a day of the zone has 23 or 25 hours twice a year.
    zone LowCardinality(String),
    brand LowCardinality(String),
    channel LowCardinality(String),
    window_start DateTime('UTC'),
    window_end DateTime('UTC'),
    inbound UInt64,
    outbound UInt64,
    positive UInt64,
    neutral UInt64,
    negative UInt64,
    responses_ms Array(UInt64),
    status LowCardinality(String),
    revision UInt32,
    -- Every pane of a lower version that lies in this window is in it.
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYear(window_start)
ORDER BY (step, zone, brand, channel, window_start)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

ALTER TABLE panes ADD INDEX version_idx version TYPE minmax GRANULARITY 4;
