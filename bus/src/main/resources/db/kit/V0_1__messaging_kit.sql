-- What the messaging kit keeps in each service's schema: commands taken up and finished, what they
-- were about to do, who may change what, and how far the views have read.

create table command_journal (
    id          text primary key,
    type        text        not null,
    about       text        not null,
    parent      text,
    correlation text        not null,
    actor       text        not null,
    attempts    integer     not null default 1,
    received_at timestamptz not null default now(),
    finished_at timestamptz,
    outcome     text,
    reason      text,
    message     text,
    figures     jsonb
);

create index command_journal_correlation on command_journal (correlation);
create index command_journal_unfinished on command_journal (received_at) where finished_at is null;

create table command_intent (
    command text not null references command_journal (id) on delete cascade,
    step    text not null,
    text    text not null,
    at      timestamptz not null default now(),
    primary key (command, step)
);

create table lease (
    resource   text primary key,
    holder     text        not null,
    fence      bigint      not null,
    expires_at timestamptz not null
);

create table view_position (
    topic     text    not null,
    partition integer not null,
    next      bigint  not null,
    primary key (topic, partition)
);
