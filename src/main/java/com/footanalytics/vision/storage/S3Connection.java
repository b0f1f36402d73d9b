package com.footanalytics.vision.storage;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A bucket and the client that reaches it.
 *
 * @param client the connection's own
 * @param bucket its name
 * @param address the bucket in words, for messages
 */
record S3Connection(S3Client client, String bucket, String address) implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 5;

  /**
   * @throws IllegalArgumentException if the configuration lacks something; says which option
   */
  static S3Connection open(StorageConfig config) {
    String bucket =
        config
            .bucket()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "ml-pipeline.storage.bucket: missing; name the bucket, or set"
                        + " ml-pipeline.storage.kind to file"));
    // Checksums only where S3 demands them, in the way every server knows.
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(o ->
                o.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build()))
            .credentialsProvider(credentials(config))
            .forcePathStyle(config.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .addPlugin(LegacyMd5Plugin.create());
    config.endpoint().ifPresent(client::endpointOverride);
    config
        .region()
        .or(() -> config.endpoint().map(_ -> "us-east-1"))
        .map(Region::of)
        .ifPresent(client::region);
    String server = config.endpoint().map(endpoint -> " at " + endpoint).orElse("");
    return new S3Connection(client.build(), bucket, "bucket " + bucket + server);
  }

  private static AwsCredentialsProvider credentials(StorageConfig config) {
    Optional<String> access = config.accessKey();
    Optional<String> secret = config.secretKey();
    if (access.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "ml-pipeline.storage.access-key and secret-key: only one is set; set both or neither");
    }
    return access.isPresent()
        ? StaticCredentialsProvider.create(
            AwsBasicCredentials.create(access.get(), secret.orElseThrow()))
        : DefaultCredentialsProvider.builder().build();
  }

  @Override
  public void close() {
    client.close();
  }
}
