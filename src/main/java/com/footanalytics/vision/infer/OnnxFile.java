package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What must be known of an ONNX file before it is loaded.
 *
 * @param sha256 hash of the file, lower-case hex
 * @param quantised whether it carries the scales of 8 bit arithmetic
 */
record OnnxFile(String sha256, boolean quantised) {

  /** Operator type that every quantised graph names, and so holds as text. */
  private static final byte[] DEQUANTISER = "DequantizeLinear".getBytes(StandardCharsets.US_ASCII);

  private static final int CHUNK_BYTES = 1 << 16;

  /**
   * Reads a file.
   *
   * @throws ModelException if it cannot be read
   */
  static OnnxFile read(Path file) {
    byte[] chunk = new byte[CHUNK_BYTES];
    boolean quantised = false;
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      int kept = 0;
      for (int read; (read = in.read(chunk, kept, chunk.length - kept)) >= 0; ) {
        digest.update(chunk, kept, read);
        int filled = kept + read;
        quantised = quantised || contains(chunk, filled);
        kept = Math.min(filled, DEQUANTISER.length - 1);
        System.arraycopy(chunk, filled - kept, chunk, 0, kept);
      }
      return new OnnxFile(HexFormat.of().formatHex(digest.digest()), quantised);
    } catch (IOException e) {
      throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static boolean contains(byte[] bytes, int length) {
    for (int i = 0; i + DEQUANTISER.length <= length; i++) {
      if (Arrays.equals(bytes, i, i + DEQUANTISER.length, DEQUANTISER, 0, DEQUANTISER.length)) {
        return true;
      }
    }
    return false;
  }
}
