-- When the newest restore point of a job is rehearsed, and what was mended of destinations.

create table rehearsals (
    job      text primary key,
    schedule text        not null,
    zone     text        not null,
    host     text,
    folder   text,
    since    timestamptz not null,
    actor    text        not null
);

-- What became of runs is summed up by the time at which they ended.
create index runs_ended on runs (ended);

create index missed_runs_due on missed_runs (due);
