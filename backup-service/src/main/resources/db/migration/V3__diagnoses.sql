-- Why targets could not be worked with, each time that was asked. Rows come from the events alone.

create table diagnoses (
    id         text primary key,
    target     text        not null,
    kind       text        not null,
    cause      text        not null,
    confidence text        not null,
    diagnosis  jsonb       not null,
    at         timestamptz not null,
    actor      text        not null
);

create index diagnoses_of_target on diagnoses (target, at);
