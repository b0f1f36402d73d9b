package com.footanalytics.vision.readme;

import com.footanalytics.vision.app.LogConfig;
import com.footanalytics.vision.app.ServiceConfig;
import com.footanalytics.vision.database.DatabaseConfig;
import com.footanalytics.vision.evaluate.AccuracyConfig;
import com.footanalytics.vision.flags.FlagsConfig;
import com.footanalytics.vision.gpu.GpuConfig;
import com.footanalytics.vision.http.ConnectionConfig;
import com.footanalytics.vision.http.DetectConfig;
import com.footanalytics.vision.http.InferenceProtocolConfig;
import com.footanalytics.vision.job.JobConfig;
import com.footanalytics.vision.pipeline.AnalysisConfig;
import com.footanalytics.vision.pipeline.InferenceConfig;
import com.footanalytics.vision.pipeline.StreamConfig;
import com.footanalytics.vision.storage.StorageConfig;
import com.footanalytics.vision.upload.UploadConfig;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service's own options as a Markdown table, read off the configuration interfaces. */
final class ConfigurationTable {

  private static final List<Class<?>> FEATURES =
      List.of(
          ServiceConfig.class,
          LogConfig.class,
          AnalysisConfig.class,
          AccuracyConfig.class,
          InferenceConfig.class,
          GpuConfig.class,
          FlagsConfig.class,
          UploadConfig.class,
          StorageConfig.class,
          DatabaseConfig.class,
          StreamConfig.class,
          JobConfig.class,
          ConnectionConfig.class,
          DetectConfig.class,
          InferenceProtocolConfig.class);

  private static final Pattern OPTION =
      Pattern.compile(
          "/\\*\\*(?<text>.*?)\\*/\\s*(@WithDefault\\(\"(?<value>[^\"]*)\"\\))?\\s*"
              + "[\\w<>]+ (?<name>\\w+)\\(\\);",
          Pattern.DOTALL);

  private ConfigurationTable() {}

  static String markdown() throws IOException {
    StringBuilder table = new StringBuilder("| option | default | what |\n|---|---|---|\n");
    for (Class<?> feature : FEATURES) {
      ConfigMapping mapping = feature.getAnnotation(ConfigMapping.class);
      String source =
          Files.readString(Path.of("src/main/java", feature.getName().replace('.', '/') + ".java"));
      Matcher option = OPTION.matcher(source.substring(source.indexOf('{')));
      while (option.find()) {
        table
            .append("| `")
            .append(mapping.prefix())
            .append('.')
            .append(kebab(option.group("name")))
            .append("` | ")
            .append(option.group("value") == null ? "" : "`" + option.group("value") + "`")
            .append(" | ")
            .append(text(option.group("text")))
            .append(" |\n");
      }
    }
    return table.toString();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static String text(String javadoc) {
    return javadoc
        .replaceAll("\\s*\\n\\s*\\*\\s?", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .strip();
  }
}
