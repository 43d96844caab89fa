-- A screen on a wall. Its token is kept as a hash, as an API key is; it sees what the person who paired it may see now, or less.
create table screens (
    id text primary key,
    name text not null check (length(name) between 1 and 60),
    paired_by uuid not null references user_accounts on delete cascade,
    -- Unit codes it shows; empty means all that the person may see.
    units text[] not null,
    -- The query string of what it shows.
    view text not null check (length(view) <= 2000),
    created_at timestamptz not null,
    hash bytea check (octet_length(hash) = 32),
    hash_at timestamptz,
    -- Given out in place of an old one and not seen yet: until then both open.
    next_hash bytea check (octet_length(next_hash) = 32),
    seen_at timestamptz,
    version text,
    revoked_at timestamptz
);
create index on screens (paired_by);

-- A code that a screen shows for some minutes. Taken when a person typed it, gone when the screen fetched its token.
create table screen_pairings (
    id text primary key,
    code_hash bytea not null unique check (octet_length(code_hash) = 32),
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    screen text references screens on delete cascade
);
create index on screen_pairings (expires_at);
