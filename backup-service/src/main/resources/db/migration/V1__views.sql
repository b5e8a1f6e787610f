-- What the backup events say, to be queried. Every row can be dropped and comes back by replaying
-- the events. Rows of a destination come from events about that destination alone, all others from
-- events about their job.

-- Events that were taken. A repeat, as a crash on the sending side makes, is known by its id.
create table seen_events (
    id text primary key
);

create table destinations (
    destination      text primary key,
    url              text        not null,
    password_ref     text        not null,
    user_ref         text,
    secret_ref       text,
    trust            text        not null,
    keep_free_mib    integer     not null,
    read_all_in_days integer     not null,
    at_once          integer     not null,
    since            timestamptz not null,
    actor            text        not null
);

create table jobs (
    job                    text primary key,
    destination            text        not null,
    source                 text        not null,
    host                   text        not null,
    schedule               text,
    zone                   text        not null,
    run_window             text,
    retention              text,
    make_up_minutes        integer     not null,
    attempts               integer     not null,
    upload_kib_per_second  integer,
    since                  timestamptz not null,
    actor                  text        not null
);
