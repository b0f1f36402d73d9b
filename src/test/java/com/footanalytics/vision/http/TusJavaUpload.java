package com.footanalytics.vision.http;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Uploads a file with tus-java-client: ENDPOINT FILE NAME; prints what came of it. */
final class TusJavaUpload {

  private static final int CHUNK_BYTES = 1 << 20;

  /** The client holds a whole request in memory. */
  private static final int REQUEST_BYTES = 8 << 20;

  private TusJavaUpload() {}

  public static void main(String[] args) throws Exception {
    TusClient client = new TusClient();
    client.setUploadCreationURL(URI.create(args[0]).toURL());
    client.enableResuming(new TusURLMemoryStore());
    int[] attempts = new int[1];
    new TusExecutor() {
      @Override
      protected void makeAttempt() throws ProtocolException, IOException {
        attempts[0]++;
        TusUpload upload = new TusUpload(new File(args[1]));
        upload.setMetadata(Map.of("filename", args[2], "filetype", "video/mp4"));
        TusUploader uploader = client.resumeOrCreateUpload(upload);
        uploader.setChunkSize(CHUNK_BYTES);
        uploader.setRequestPayloadSize(REQUEST_BYTES);
        while (uploader.uploadChunk() >= 0) {}
        uploader.finish();
        System.out.println(
            "video: " + uploader.getUploadURL().getPath().replace("uploads", "videos"));
      }
    }.makeAttempts();
    System.out.println("retries: " + (attempts[0] - 1));
  }
}
