-- What the container events say, to be queried. Every row here but those of reservations can be
-- dropped and comes back by replaying the events. All events are of a host.

-- Ids and addresses that were given to containers. No view: whoever is given one must be the only
-- one, over all hosts and instances.
create table reservations (
    id      integer primary key,
    command text        not null,
    place   integer     not null,
    host    text        not null,
    address text unique,
    at      timestamptz not null default clock_timestamp(),
    unique (command, place)
);

-- Events that were taken. A repeat, as a crash on the sending side makes, is known by its id.
create table seen_events (
    id text primary key
);

create table container_hosts (
    host            text primary key,
    product         text        not null,
    read_at         timestamptz not null,
    free_memory_mib bigint,
    free_disk_mib   bigint,
    unparsed        jsonb       not null
);

create table containers (
    host      text        not null,
    container text        not null,
    hostname  text,
    state     text        not null,
    addresses jsonb       not null,
    template  text,
    on_boot   boolean,
    checks    jsonb       not null default '[]',
    failed    text,
    advice    text,
    at        timestamptz not null,
    primary key (host, container)
);

comment on column containers.checks is 'those of its last start';
comment on column containers.failed is 'what failed last, until something succeeds';

create table templates (
    host      text        not null,
    folder    text        not null,
    template  text        not null,
    accepted  boolean     not null,
    bytes     bigint      not null,
    rule      text        not null,
    broken    text,
    at_column integer,
    reason    text,
    suggested text,
    evidence  jsonb,
    at        timestamptz not null,
    primary key (host, folder, template)
);

create table template_renames (
    event     text primary key,
    host      text        not null,
    folder    text        not null,
    from_name text        not null,
    to_name   text        not null,
    undo      boolean     not null,
    at        timestamptz not null,
    actor     text        not null
);

create index template_renames_host on template_renames (host, at);

create table distributions (
    host       text  not null,
    template   text  not null,
    config     text  not null,
    tried      jsonb not null,
    used_by    jsonb not null,
    default_is text,
    relative   text,
    link       text,
    advice     text,
    at         timestamptz not null,
    primary key (host, template)
);

create table distribution_links (
    host   text        not null,
    link   text        not null,
    folder text        not null,
    config text        not null,
    at     timestamptz not null,
    actor  text        not null,
    primary key (host, link)
);

create table findings (
    event     text        not null,
    place     integer     not null,
    host      text        not null,
    container text        not null,
    what      text        not null,
    kind      text        not null,
    line      text        not null,
    meaning   text,
    at        timestamptz not null,
    primary key (event, place)
);

create index findings_host on findings (host, container, at desc);

-- The audit: what was done to containers, and what was to be done and is not so.
create table container_changes (
    event       text primary key,
    at          timestamptz not null,
    host        text        not null,
    container   text        not null,
    what        text        not null,
    detail      jsonb       not null,
    actor       text        not null,
    correlation text        not null
);

create index container_changes_host on container_changes (host, container, at desc);

create table definitions (
    host      text        not null,
    container text        not null,
    desired   jsonb       not null,
    mode      text        not null,
    since     timestamptz not null,
    actor     text        not null,
    primary key (host, container)
);

create table container_drifts (
    host       text        not null,
    container  text        not null,
    departures jsonb       not null,
    mode       text        not null,
    since      timestamptz not null,
    primary key (host, container)
);
