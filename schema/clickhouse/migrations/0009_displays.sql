-- Screens and what they show. Written through from memory by one process and read at its start: of each key the row of the
-- highest revision counts, and nothing here is ever changed in place. `gone` outlives what it buries.
CREATE TABLE displays
(
    id String,
    revision UInt64,
    gone Bool,
    name String,
    playlist String,
    theme LowCardinality(String),
    lobby_safe Bool,
    -- Local times such as 22:30 and an IANA zone; all empty: it has no quiet hours.
    quiet_from String,
    quiet_to String,
    quiet_zone String,
    -- SHA-256 of the token as hex, empty when it is not paired: the token itself is with the screen alone.
    token_hash String,
    paired_at Nullable(DateTime64(3, 'UTC'))
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY id
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- When screens were last connected: written every minute at most, and not worth an fsync.
CREATE TABLE display_sightings
(
    id String,
    seen_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(seen_at)
ORDER BY id
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE playlists
(
    id String,
    revision UInt64,
    gone Bool,
    name String,
    -- Scenes as JSON.
    draft String,
    draft_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY id
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- What was published, and by whom. A version whose write was answered with an error may be here nevertheless: the next
-- one takes its number, and counts.
CREATE TABLE playlist_versions
(
    playlist String,
    version UInt32,
    revision UInt64,
    scenes String,
    published_at DateTime64(3, 'UTC'),
    published_by String,
    -- The version whose scenes these are again; 0: none.
    of UInt32
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (playlist, version)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Every takeover there was; the newest one holds unless it ended.
CREATE TABLE takeovers
(
    id String,
    revision UInt64,
    message String,
    level LowCardinality(String),
    -- Empty: none.
    brand String,
    taken_by String,
    started_at DateTime64(3, 'UTC'),
    -- When it ends by itself.
    ends_at Nullable(DateTime64(3, 'UTC')),
    even_in_quiet_hours Bool,
    ended_at Nullable(DateTime64(3, 'UTC'))
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (started_at, id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
