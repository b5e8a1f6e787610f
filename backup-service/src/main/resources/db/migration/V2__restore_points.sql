-- Runs of jobs, what can be restored of them, and what is known of destinations.

alter table destinations
    add column repository  text,
    add column restic      text,
    add column ready_at    timestamptz,
    add column free_bytes  bigint,
    add column checked_at  timestamptz,
    add column sound       boolean,
    add column last_share  integer,
    add column last_of     integer;

-- Up to when it is decided what became of the times of the schedule, and the run that goes on.
alter table jobs
    add column decided          timestamptz,
    add column running          text,
    add column last_took_millis bigint;

create table runs (
    run         text primary key,
    job         text        not null,
    destination text        not null,
    source      text        not null,
    host        text        not null,
    due         timestamptz,
    began       timestamptz not null,
    ended       timestamptz,
    state       text        not null,
    point       text,
    cause       text,
    message     text,
    advice      text,
    added_bytes bigint,
    took_millis bigint,
    attempts    integer
);

create index runs_job on runs (job, began desc);

create table restore_points (
    point            text primary key,
    job              text        not null,
    destination      text        not null,
    source           text        not null,
    host             text        not null,
    at               timestamptz not null,
    files            bigint      not null,
    folders          bigint      not null,
    bytes            bigint      not null,
    data_snapshot    text        not null,
    listing_snapshot text        not null,
    much_smaller     boolean     not null,
    warnings         jsonb       not null,
    state            text        not null,
    verified_at      timestamptz,
    verified_by      text,
    damage           text,
    expired_at       timestamptz
);

create index restore_points_job on restore_points (job, at desc);

comment on column restore_points.state is 'UNVERIFIED, VERIFIED or DAMAGED';

create table missed_runs (
    job text        not null,
    due timestamptz not null,
    why text        not null,
    primary key (job, due)
);

create table restores (
    event   text primary key,
    job     text        not null,
    point   text        not null,
    what    text        not null,
    detail  jsonb       not null,
    at      timestamptz not null,
    actor   text        not null
);

create index restores_point on restores (job, point, at desc);

create table checks (
    event       text primary key,
    destination text        not null,
    at          timestamptz not null,
    sound       boolean     not null,
    share       integer     not null,
    of          integer     not null,
    damaged     jsonb       not null,
    hurt        jsonb       not null,
    findings    jsonb       not null,
    took_millis bigint      not null
);

create index checks_destination on checks (destination, at desc);
