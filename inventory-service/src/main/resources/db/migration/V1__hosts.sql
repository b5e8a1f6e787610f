-- What the inventory's events say, to be queried. All of it can be dropped and replayed.

create table hosts (
    host       text primary key,
    address    text        not null,
    account    text        not null,
    product    text,
    version    text,
    build      text,
    full_name  text,
    state      text        not null,
    cause      text,
    seen       text,
    advice     text,
    tags       jsonb       not null,
    adapters   jsonb       not null,
    changed_at timestamptz not null
);

create index hosts_address on hosts (address);

create table discovered (
    address  text primary key,
    found_by text        not null,
    name     text,
    banner   text,
    product  text,
    version  text,
    build    text,
    seen_at  timestamptz not null,
    event    text        not null
);
