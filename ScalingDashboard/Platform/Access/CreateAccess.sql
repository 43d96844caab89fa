create table user_accounts (
    id uuid primary key,
    user_name text not null check (length(user_name) between 3 and 254),
    normalized_user_name text not null unique,
    password_hash text,
    security_stamp text not null,
    roles text[] not null check (cardinality(roles) > 0 and roles <@ array['leader', 'analyst', 'board', 'admin']),
    -- Unit codes the person may see; empty means all.
    units text[] not null,
    -- Set while the password is a one-time password: it must be changed, and it ends here.
    one_time_until timestamptz,
    demo boolean not null,
    created_at timestamptz not null,
    check (not demo or password_hash is null)
);

create table user_sessions (
    id uuid primary key,
    user_id uuid not null references user_accounts on delete cascade,
    -- The account's security stamp at sign-in. A changed stamp ends all older sessions.
    stamp text not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    ends_at timestamptz not null,
    check (expires_at <= ends_at)
);
create index on user_sessions (user_id);
create index on user_sessions (expires_at);

create table sign_in_attempts (
    user_id uuid primary key references user_accounts on delete cascade,
    since timestamptz not null,
    count int not null
);

create table api_keys (
    id text primary key,
    name text not null check (length(name) between 1 and 64),
    hash bytea not null check (octet_length(hash) = 32),
    grants text[] not null check (cardinality(grants) > 0 and grants <@ array['read', 'ingest', 'manage']),
    created_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create unique index api_keys_active_name on api_keys (lower(name)) where revoked_at is null;

create table data_protection_keys (
    id bigint generated always as identity primary key,
    name text not null,
    xml text not null,
    created_at timestamptz not null
);
