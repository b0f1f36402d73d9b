package com.footanalytics.vision.app;

import com.footanalytics.vision.telemetry.StorageReport;
import com.footanalytics.vision.telemetry.StorageTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells how full the store is.
 *
 * @param storedBytes asks the database
 * @param maxStoredBytes what may be stored; 0 if there is no limit
 * @param folder on the disk that takes in videos and results
 * @param reservedBytes of that disk that stay free
 */
record StorageCount(
    LongSupplier storedBytes,
    long maxStoredBytes,
    Path folder,
    long reservedBytes,
    StorageTelemetry telemetry)
    implements Counts.Telling {

  @Override
  public void tell(Duration holds) throws IOException {
    telemetry.stored(
        new StorageReport(
            storedBytes.getAsLong(),
            maxStoredBytes,
            Files.getFileStore(folder).getUsableSpace(),
            reservedBytes),
        holds);
  }
}
