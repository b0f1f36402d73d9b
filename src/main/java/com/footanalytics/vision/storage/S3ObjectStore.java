package com.footanalytics.vision.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in an S3 bucket. Files that are asked for are copied into a local folder of bounded size.
 * Thread-safe; the bucket may be shared by processes.
 */
public final class S3ObjectStore implements ObjectStore {

  private static final long PART_BYTES = 16L << 20;
  private static final int DELETED_AT_ONCE = 1000;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Connection connection;
  private final S3Client client;
  private final String bucket;
  private final S3Upload upload;
  private final S3Failures failures;
  private final ProcessFolder folder;
  private final Path staging;
  private final LocalCopies copies;
  private final Room room;

  private S3ObjectStore(
      S3Connection connection, ProcessFolder folder, long cacheBytes, long reservedBytes)
      throws IOException {
    this.connection = connection;
    this.client = connection.client();
    this.bucket = connection.bucket();
    this.upload = new S3Upload(client, bucket, PART_BYTES);
    this.failures = new S3Failures(connection.address());
    this.folder = folder;
    this.staging = Files.createDirectories(folder.path().resolve("staging"));
    this.room = new Room(staging, reservedBytes);
    this.copies =
        new LocalCopies(Files.createDirectories(folder.path().resolve("copies")), cacheBytes);
  }

  /**
   * Opens a store; the bucket is not asked yet.
   *
   * @param connection is the store's afterwards
   * @param cache folder for local copies and files that are still written; created if missing
   * @param cacheBytes bytes that the copies may take
   * @param reservedBytes of the cache's disk that stay free
   */
  static S3ObjectStore open(
      S3Connection connection, Path cache, long cacheBytes, long reservedBytes) throws IOException {
    ProcessFolder folder =
        ProcessFolder.claim(cache.toAbsolutePath(), UUID.randomUUID().toString());
    return new S3ObjectStore(connection, folder, cacheBytes, reservedBytes);
  }

  @Override
  public void put(ObjectKey key, Path file) throws IOException {
    failures.calling(
        "put",
        key,
        () -> {
          upload.send(file, key);
          return true;
        });
  }

  @Override
  public void put(ObjectKey key, byte[] bytes) throws IOException {
    failures.calling(
        "put",
        key,
        () ->
            client.putObject(p -> p.bucket(bucket).key(key.value()), RequestBody.fromBytes(bytes)));
  }

  @Override
  public OptionalLong size(ObjectKey key) throws IOException {
    try {
      return OptionalLong.of(head(key).contentLength());
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream read(ObjectKey key, long first, long count) throws IOException {
    if (count == 0) {
      head(key);
      return InputStream.nullInputStream();
    }
    String last = count > Long.MAX_VALUE - first ? "" : Long.toString(first + count - 1);
    try {
      return new S3Stream((from, tag) -> open(key, from + "-" + last, tag), first);
    } catch (IOException e) {
      if (e.getCause() instanceof S3Exception s3 && s3.statusCode() == RANGE_NOT_SATISFIABLE) {
        return InputStream.nullInputStream();
      }
      throw e;
    }
  }

  @Override
  public LocalCopy local(ObjectKey key) throws IOException {
    HeadObjectResponse head = head(key);
    return copies.get(
        key + " " + head.eTag(),
        head.contentLength(),
        file -> {
          try (InputStream object = read(key)) {
            Files.copy(object, file);
          }
        });
  }

  @Override
  public void delete(ObjectKey key) throws IOException {
    failures.calling(
        "delete", key, () -> client.deleteObject(d -> d.bucket(bucket).key(key.value())));
  }

  @Override
  public void deleteAll(ObjectKey prefix) throws IOException {
    List<StoredObject> objects = list(prefix);
    for (int from = 0; from < objects.size(); from += DELETED_AT_ONCE) {
      List<ObjectIdentifier> batch =
          objects.subList(from, Math.min(from + DELETED_AT_ONCE, objects.size())).stream()
              .map(object -> ObjectIdentifier.builder().key(object.key().value()).build())
              .toList();
      Delete request = Delete.builder().objects(batch).quiet(true).build();
      List<S3Error> kept =
          failures
              .calling(
                  "delete all of",
                  prefix,
                  () -> client.deleteObjects(d -> d.bucket(bucket).delete(request)))
              .errors();
      if (!kept.isEmpty()) {
        throw new IOException(
            "%s: cannot delete %s: %s"
                .formatted(connection.address(), kept.getFirst().key(), kept.getFirst().message()));
      }
    }
  }

  /**
   * What others keep in the bucket under other kinds of keys, such as marks of folders, is left.
   */
  @Override
  public List<StoredObject> list(ObjectKey prefix) throws IOException {
    return failures.calling(
        "list",
        prefix,
        () ->
            client
                .listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix + "/"))
                .contents()
                .stream()
                .flatMap(object ->
                    ObjectKey.parse(object.key()).stream()
                        .map(key -> new StoredObject(key, object.size())))
                .toList());
  }

  @Override
  public void requireRoom() throws IOException {
    room.require();
  }

  @Override
  public Path staging() {
    return staging;
  }

  @Override
  public void close() {
    try (connection) {
      folder.close();
    }
  }

  private HeadObjectResponse head(ObjectKey key) throws IOException {
    return failures.calling(
        "read", key, () -> client.headObject(h -> h.bucket(bucket).key(key.value())));
  }

  private ResponseInputStream<GetObjectResponse> open(ObjectKey key, String range, String tag)
      throws IOException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket).key(key.value()).range("bytes=" + range);
    if (!tag.isEmpty()) {
      request.ifMatch(tag);
    }
    return failures.calling("read", key, () -> client.getObject(request.build()));
  }
}
