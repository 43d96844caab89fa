-- A view of the dashboard under a name: an address, and nothing of what it shows. Whoever opens it sees the own units.
CREATE TABLE saved_views (
    id         uuid PRIMARY KEY,
    person     text NOT NULL,
    author     text NOT NULL,
    name       text NOT NULL CHECK (name <> ''),
    query      text NOT NULL CHECK (query <> ''),
    shared     boolean NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (person, name)
);

-- Those that everybody finds.
CREATE INDEX saved_views_shared ON saved_views (name) WHERE shared;

-- With which view the dashboard begins: for a person (the account's id), or for a role ("role:leader").
CREATE TABLE start_views (
    holder text PRIMARY KEY,
    view   uuid NOT NULL REFERENCES saved_views (id) ON DELETE CASCADE,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL
);

CREATE INDEX start_views_by_view ON start_views (view);
