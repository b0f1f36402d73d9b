package com.footanalytics.vision.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of videos and results are kept. */
@ConfigMapping(prefix = "ml-pipeline.storage")
public interface StorageConfig {

  /** {@code file} for files under the data folder, or {@code s3} for a bucket. */
  @WithDefault("file")
  Kind kind();

  /** The bucket; it must exist. Needed with {@code s3}, as is nothing else on AWS itself. */
  Optional<String> bucket();

  /** Address of the S3 server, such as {@code https://minio.example:9000}; AWS if empty. */
  Optional<URI> endpoint();

  /**
   * The bucket's region; if empty what the environment says, or {@code us-east-1} with an endpoint.
   */
  Optional<String> region();

  /** Whether the bucket goes into the path instead of the host name, as most own servers want. */
  @WithDefault("false")
  boolean pathStyle();

  /** Who signs in; if empty what AWS' default chain finds: environment, profile, role. */
  Optional<String> accessKey();

  /** The secret of the access key. */
  Optional<String> secretKey();

  /** Folder for local copies of objects in a bucket; {@code cache} in the data folder if empty. */
  Optional<Path> cacheDir();

  /** Bytes that those copies may take; must hold the videos that are analysed at once. */
  @WithDefault("53687091200")
  long cacheBytes();

  /**
   * Bytes of the data folder's disk that videos and results leave free, so that the database beside
   * them can go on; with less, uploads are answered 507 and jobs fail.
   */
  @WithDefault("67108864")
  long reserveBytes();

  /** A kind of store. */
  enum Kind {
    /** Files under the data folder. */
    FILE,
    /** Objects in an S3 bucket. */
    S3
  }
}
