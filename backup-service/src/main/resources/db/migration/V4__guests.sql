-- Guests: the job says how they are read, and a restore point which of them it is of.

alter table jobs
    add column mode        text,
    add column pre_script  text,
    add column post_script text;

alter table restore_points
    add column guest jsonb;
