-- The bytes of videos, each content once; its object is contents/SHA256 in the object store.
create table content (
  sha256 varchar(64) primary key,
  bytes bigint not null,
  created_at timestamp(6) with time zone not null
);

-- A video that is not ready is on its way into the store; it holds its content there and is not shown.
create table video (
  id varchar(64) primary key,
  name varchar(400) not null,
  sha256 varchar(64) not null references content,
  ready boolean not null,
  created_at timestamp(6) with time zone not null
);
create index video_by_content on video (sha256);
create index video_by_time on video (created_at);

-- Resumable uploads. Whoever appends holds the lease; the hash is known once all bytes have come.
create table upload (
  id varchar(64) primary key,
  name varchar(400) not null,
  metadata varchar(4096) not null,
  length bigint not null,
  received bigint not null,
  wants_job boolean not null,
  sha256 varchar(64),
  lease varchar(64),
  lease_until timestamp(6) with time zone,
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null
);
create index upload_by_expiry on upload (expires_at);

-- Where the bytes of an upload lie that are not in a file.
create table upload_part (
  upload_id varchar(64) not null references upload on delete cascade,
  first_byte bigint not null,
  bytes bigint not null,
  object_key varchar(200) not null,
  primary key (upload_id, first_byte)
);

-- Locked by whoever adds bytes, so that no more are stored than may be.
create table storage_gate (
  id integer primary key
);
insert into storage_gate values (1);
