package com.footanalytics.vision.deploy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The service's options, as its configuration interfaces and application.properties say. */
final class Options {

  /** Options by the name of the environment variable that sets them. */
  private static final Map<String, Option> ALL = read();

  private static final Properties SHIPPED = shipped();

  /**
   * One option.
   *
   * @param name such as {@code ml-pipeline.data-dir}
   * @param standard its default; empty if it has none
   */
  record Option(String name, Method method, String standard) {

    /** Whether a value is one that the option can have. */
    boolean accepts(String value) {
      Class<?> type = method.getReturnType();
      try {
        if (type == int.class || type == long.class) {
          Long.parseLong(value);
        } else if (type == double.class) {
          Double.parseDouble(value);
        } else if (type == Duration.class) {
          Quantities.duration(value);
        } else if (type.isEnum()) {
          return Arrays.stream(type.getEnumConstants())
              .anyMatch(constant -> constant.toString().equalsIgnoreCase(value));
        } else if (type == boolean.class) {
          return value.equals("true") || value.equals("false");
        }
        return true;
      } catch (RuntimeException e) {
        return false;
      }
    }
  }

  private Options() {}

  static Optional<Option> ofVariable(String variable) {
    return Optional.ofNullable(ALL.get(variable));
  }

  /** What an option is in a process that has these variables. */
  static String effective(String name, Map<String, String> environment) {
    String variable = variable(name);
    String standard = ofVariable(variable).map(Option::standard).orElse("");
    return environment.getOrDefault(variable, SHIPPED.getProperty(name, standard));
  }

  static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static Map<String, Option> read() {
    Map<String, Option> options = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.footanalytics.vision")) {
      if (type.isAnnotatedWith(ConfigMapping.class)) {
        Class<?> mapping = type.reflect();
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        for (Method method : mapping.getDeclaredMethods()) {
          String name =
              prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
          WithDefault standard = method.getAnnotation(WithDefault.class);
          options.put(
              variable(name), new Option(name, method, standard == null ? "" : standard.value()));
        }
      }
    }
    return options;
  }

  private static Properties shipped() {
    Properties properties = new Properties();
    try (Reader file =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
