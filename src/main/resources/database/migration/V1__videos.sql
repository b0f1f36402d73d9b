create table content (
  sha256 char(64) primary key,
  bytes bigint not null,
  created_at timestamp(6) with time zone not null
);

create table video (
  id varchar(64) primary key,
  name varchar(400) not null,
  sha256 char(64) not null references content,
  created_at timestamp(6) with time zone not null
);
create index video_content on video (sha256);

create table upload (
  id varchar(64) primary key,
  name varchar(400) not null,
  metadata varchar(4096) not null,
  length bigint,
  received bigint not null,
  wants_analysis boolean not null,
  video_id varchar(64),
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null
);
