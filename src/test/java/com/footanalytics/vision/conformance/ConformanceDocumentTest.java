package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/conformance.md and the classes of the suite tell of the same groups. */
class ConformanceDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/conformance.md");
  private static final Path SOURCES = Path.of("src/test/java/com/footanalytics/vision/conformance");
  private static final Pattern ROW =
      Pattern.compile("^\\| (.+?) \\| (standard|extension|convention) \\|", Pattern.MULTILINE);

  @Test
  void theDocumentListsEveryGroupWithItsKind() throws Exception {
    Set<String> documented = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      documented.add(row.group(1) + ": " + row.group(2));
    }
    Set<String> written = new TreeSet<>();
    for (Class<?> suite : suites()) {
      Group group = suite.getAnnotation(Group.class);
      written.add(group.value() + ": " + group.kind().name().toLowerCase(Locale.ROOT));
    }
    assertEquals(written, documented);
  }

  @Test
  void everyExtensionThatATestWantsIsInTheDocument() throws Exception {
    String document = Files.readString(DOCUMENT);
    for (Class<?> suite : suites()) {
      String extension = suite.getAnnotation(Group.class).extension();
      assertTrue(document.contains("`" + extension + "`") || extension.isEmpty(), extension);
    }
  }

  @Test
  void everyTestNamesTheSectionThatItChecks() throws IOException {
    Pattern test =
        Pattern.compile("\\n( *)(?:/\\*\\*.*\\*/|[^\\n]*)\\n *@(?:Parameterized)?Test\\n");
    for (Path source : sources().toList()) {
      Matcher matcher = test.matcher(Files.readString(source));
      while (matcher.find()) {
        assertTrue(matcher.group().contains("/**"), () -> source + ": " + matcher.group());
      }
    }
  }

  @Test
  void theSuiteUsesNothingOfTheProjectButTheMessages() throws IOException {
    for (Path source : sources().toList()) {
      String text = Files.readString(source);
      assertTrue(!text.contains("import com.footanalytics"), source::toString);
      assertTrue(!text.contains("import io.quarkus"), source::toString);
    }
  }

  private static List<Class<?>> suites() throws Exception {
    List<Class<?>> suites = new ArrayList<>();
    for (Path source : sources().toList()) {
      String name = source.getFileName().toString().replace(".java", "");
      Class<?> type = Class.forName(ConformanceDocumentTest.class.getPackageName() + "." + name);
      if (type.isAnnotationPresent(Group.class)) {
        suites.add(type);
      }
    }
    assertTrue(suites.size() > 20, "the suite is found");
    return suites;
  }

  private static Stream<Path> sources() throws IOException {
    return Files.list(SOURCES)
        .filter(path -> path.toString().endsWith(".java"))
        .filter(path -> !path.endsWith("package-info.java"))
        .filter(path -> !path.toString().endsWith("Test.java"));
  }
}
