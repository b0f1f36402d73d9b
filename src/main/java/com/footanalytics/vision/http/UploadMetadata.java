package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.footanalytics.vision.upload.NewUpload;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client says about an upload in the header {@code Upload-Metadata}: keys with values in
 * base 64, joined by commas.
 *
 * @param text the header as it came
 * @param values by key
 */
record UploadMetadata(String text, Map<String, String> values) {

  /**
   * @throws HttpProblem if it is not of that form
   */
  static UploadMetadata parse(String text) {
    if (text.length() > NewUpload.MAX_METADATA) {
      throw HttpProblem.badRequest(
          "Upload-Metadata: %d characters (expected: at most %d)"
              .formatted(text.length(), NewUpload.MAX_METADATA));
    }
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] parts = pair.strip().split(" +", 2);
      if (parts[0].isEmpty() || !parts[0].matches("[!-+\\--~]+")) {
        throw HttpProblem.badRequest("Upload-Metadata: a key is missing or not plain ASCII");
      }
      if (values.put(parts[0], parts.length == 1 ? "" : decoded(parts[0], parts[1])) != null) {
        throw HttpProblem.badRequest("Upload-Metadata: %s comes twice".formatted(parts[0]));
      }
    }
    return new UploadMetadata(text, Map.copyOf(values));
  }

  String fileName() {
    return values.getOrDefault("filename", "");
  }

  boolean wantsJob() {
    return Parameters.flag("Upload-Metadata analyze", values.get("analyze"));
  }

  /** The type that is no video's, if one is named. */
  Optional<String> otherType() {
    return Optional.ofNullable(values.get("filetype"))
        .map(type -> type.strip().toLowerCase(Locale.ROOT))
        .filter(type -> !type.matches("|(video|application)/[a-z0-9.+_-]+(;.*)?"));
  }

  private static String decoded(String key, String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException _) {
      throw HttpProblem.badRequest("Upload-Metadata: %s is not in base 64".formatted(key));
    }
  }
}
