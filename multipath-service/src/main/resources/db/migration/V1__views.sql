-- What the multipath events say, to be queried. Every row here can be dropped and comes back by
-- replaying the events. Rows that events of a host write are never written by events of a plan or
-- of a standard, and the other way round: these have no order among them. So no foreign keys.

-- Events that were taken. A repeat, as a crash on the sending side makes, is known by its id.
create table seen_events (
    id text primary key
);

-- What is known of each host's storage: its last scan.
create table readings (
    host     text primary key,
    product  text        not null,
    read_at  timestamptz not null,
    policies jsonb       not null,
    unparsed jsonb       not null
);

create table devices (
    host      text        not null,
    id        text        not null,
    place     integer     not null,
    name      text,
    vendor    text,
    model     text,
    plugin    text,
    satp      text,
    psp       text,
    config    text,
    mode      text,
    preferred text,
    local     boolean,
    working   jsonb       not null,
    paths     jsonb       not null,
    read_at   timestamptz not null,
    primary key (host, id)
);

comment on column devices.place is 'where the host lists it';
comment on column devices.psp is 'null where NMP does not choose its path; then config and mode are too';

create index devices_id on devices (id);

create table satps (
    host        text    not null,
    satp        text    not null,
    place       integer not null,
    default_psp text    not null,
    description text,
    primary key (host, satp)
);

-- Plans, by events of the plan.
create table plans (
    plan              text primary key,
    kind              text        not null,
    selector          text        not null,
    state             text        not null,
    hosts             jsonb       not null,
    not_read          jsonb       not null,
    keep              integer     not null,
    change            integer     not null,
    refuse            integer     not null,
    created_at        timestamptz not null,
    actor             text        not null,
    correlation       text        not null,
    finished_at       timestamptz,
    hosts_done        jsonb,
    hosts_failed      jsonb,
    hosts_not_started jsonb,
    changed           integer,
    unchanged         integer,
    failed            integer,
    refused           integer,
    stopped           text
);

create index plans_created on plans (created_at desc, plan);

create table plan_roll_backs (
    event       text primary key,
    plan        text        not null,
    correlation text        not null,
    at          timestamptz not null,
    actor       text        not null,
    restored    integer     not null,
    failed      integer     not null,
    not_known   jsonb       not null,
    reason      text
);

create index plan_roll_backs_plan on plan_roll_backs (plan, correlation);

-- Each host's part of a plan, by events of the host.
create table plan_hosts (
    plan        text        not null,
    host        text        not null,
    kind        text        not null,
    satp        text,
    psp         text,
    round_robin jsonb,
    rule        jsonb,
    overrides   jsonb       not null,
    unparsed    jsonb       not null,
    planned_at  timestamptz not null,
    primary key (plan, host)
);

create table plan_devices (
    plan        text    not null,
    host        text    not null,
    device      text    not null,
    place       integer not null,
    name        text,
    satp        text,
    verdict     text    not null,
    reason      text    not null,
    from_state  jsonb,
    to_state    jsonb,
    round_robin jsonb,
    rules       jsonb   not null,
    fingerprint text    not null,
    primary key (plan, host, device)
);

comment on column plan_devices.device is 'the array type, for plans of array types';

-- What became of it when the plan was applied or rolled back.
create table plan_results (
    plan    text        not null,
    host    text        not null,
    device  text        not null,
    state   text        not null,
    at      timestamptz not null,
    seen    jsonb,
    said    text,
    advice  text,
    command text,
    exit    integer,
    primary key (plan, host, device)
);

-- The audit: what was changed, and a fresh read showed it.
create table changes (
    event       text primary key,
    at          timestamptz not null,
    host        text        not null,
    device      text        not null,
    plan        text        not null,
    kind        text        not null,
    from_state  jsonb,
    to_state    jsonb,
    rule        jsonb,
    verified_by text        not null,
    read_at     timestamptz,
    actor       text        not null,
    overrides   jsonb       not null,
    roll_back   boolean     not null,
    correlation text        not null,
    undone_by   text
);

comment on column changes.undone_by is 'the event of the roll-back that undid it';

create index changes_at on changes (at desc, event);
create index changes_host on changes (host, at desc, event);
create index changes_plan on changes (plan, host, device);

create table standards (
    standard    text primary key,
    selector    text        not null,
    vendor      text,
    model       text,
    satp        text,
    psp         text        not null,
    round_robin jsonb,
    mode        text        not null,
    since       timestamptz not null,
    actor       text        not null
);

-- Departures from standards that go on.
create table drifts (
    host     text        not null,
    device   text        not null,
    standard text        not null,
    expected text        not null,
    seen     jsonb       not null,
    reason   text        not null,
    since    timestamptz not null,
    primary key (host, device, standard)
);
