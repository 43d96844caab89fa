-- Answers of requests that were sent with a key of their sender's choice: the same request again gets the same answer.
CREATE TABLE idempotency_keys (
    source_id   integer NOT NULL REFERENCES sources (id),
    key         text NOT NULL,
    body_hash   bytea NOT NULL,
    answer      text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (source_id, key)
);
CREATE INDEX idempotency_keys_recorded_at ON idempotency_keys (recorded_at);
