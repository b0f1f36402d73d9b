package com.footanalytics.vision.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The folder {@code /acceptance} of the load tester, as its ConfigMap makes it, somewhere else.
 *
 * @param folder where it is
 * @param canary whose webhooks use it
 */
record MountedScripts(Path folder, Manifest canary) {

  private static final String MOUNTED = "/acceptance/";

  /** Writes the files of the ConfigMap that an overlay builds to. */
  static MountedScripts of(Overlay overlay, Path folder) {
    Manifests manifests = overlay.manifests();
    String name =
        manifests
            .get("Deployment", "flagger-loadtester")
            .spec()
            .at("template.spec.volumes")
            .named("acceptance")
            .text("configMap.name");
    Tree map = manifests.get("ConfigMap", name).tree();
    try {
      for (var text : map.get("data").texts().entrySet()) {
        Files.writeString(folder.resolve(text.getKey()), text.getValue());
      }
      for (var bytes : map.get("binaryData").texts().entrySet()) {
        Files.write(
            folder.resolve(bytes.getKey()), Base64.getMimeDecoder().decode(bytes.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MountedScripts(folder, manifests.get("Canary", "ml-pipeline"));
  }

  /** What a webhook runs, with the folder where it is here. */
  String command(String webhook) {
    return canary
        .spec()
        .at("analysis.webhooks")
        .named(webhook)
        .text("metadata.cmd")
        .replace(MOUNTED, folder + "/");
  }

  /** A copy in another folder, in which a file reads otherwise; with no text it is missing. */
  MountedScripts with(Path other, String file, String text) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path source : files.toList()) {
        Files.copy(source, other.resolve(source.getFileName()));
      }
      Files.delete(other.resolve(file));
      if (!text.isEmpty()) {
        Files.writeString(other.resolve(file), text);
      }
      return new MountedScripts(other, canary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
