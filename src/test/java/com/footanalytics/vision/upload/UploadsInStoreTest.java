package com.footanalytics.vision.upload;

import com.footanalytics.vision.database.Database;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.storage.ObjectStores;
import com.footanalytics.vision.storage.StorageConfig;
import com.footanalytics.vision.testing.TestingDatabases;
import com.footanalytics.vision.testing.TestingS3Server;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;

/** As many pods have it: PostgreSQL and a bucket. */
class UploadsInStoreTest extends UploadsContract {

  @Override
  Database database() {
    return TestingDatabases.of(TestingDatabases.Kind.POSTGRESQL, folder);
  }

  @Override
  ObjectStore objects() throws IOException {
    TestingS3Server server = TestingS3Server.shared();
    Map<String, String> options =
        Map.of(
            "ml-pipeline.storage.kind",
            "s3",
            "ml-pipeline.storage.bucket",
            server.newBucket(),
            "ml-pipeline.storage.endpoint",
            server.endpoint().toString(),
            "ml-pipeline.storage.path-style",
            "true",
            "ml-pipeline.storage.access-key",
            TestingS3Server.ACCESS_KEY,
            "ml-pipeline.storage.secret-key",
            TestingS3Server.SECRET_KEY);
    StorageConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(StorageConfig.class)
            .withSources(new PropertiesConfigSource(options, "test", 100))
            .build()
            .getConfigMapping(StorageConfig.class);
    return ObjectStores.open(config, folder.resolve("data"));
  }

  @Override
  UploadBytes bytes(ObjectStore objects) {
    return UploadBytes.inStore(objects);
  }
}
