package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YoloReaderTest {

  private static final List<String> CLASSES = List.of("ball", "player");

  @TempDir Path folder;

  @BeforeEach
  void writeDataset() throws IOException {
    TestingPictures.write(folder.resolve("images/home_1.jpg"), 200, 100);
    TestingPictures.write(folder.resolve("images/away_1.png"), 100, 100);
    Files.createDirectories(folder.resolve("labels"));
    label("home_1", "1 0.5 0.5 0.1 0.4\n\n0 0.25 0.5 0 1\n");
  }

  @Test
  void fractionsBecomePixels() {
    Dataset dataset = Dataset.read(folder, CLASSES, List.of());

    LabelledPicture home = dataset.pictures().getLast();
    assertEquals(folder.resolve("images/home_1.jpg"), home.file());
    assertEquals(200, home.width());
    assertEquals(100, home.height());
    assertEquals(2, home.truths().size());
    GroundTruth player = home.truths().getFirst();
    assertEquals(1, player.classIndex());
    assertEquals(new PixelBox(90, 30, 20, 40), player.box());
    assertEquals(800, player.area());
  }

  @Test
  void aPictureWithoutLabelsHoldsNoObjects() {
    LabelledPicture away = Dataset.read(folder, CLASSES, List.of()).pictures().getFirst();

    assertEquals("away_1.png", away.file().getFileName().toString());
    assertEquals(List.of(), away.truths());
  }

  @Test
  void prefixesChoosePictures() {
    assertEquals(1, Dataset.read(folder, CLASSES, List.of("home")).pictures().size());
    assertEquals(2, Dataset.read(folder, CLASSES, List.of("home", "aw")).pictures().size());
    assertThrows(DatasetException.class, () -> Dataset.read(folder, CLASSES, List.of("elsewhere")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"names: [player, coach, ball]", "'names: {0: player, 1: coach, 2: ball}'"})
  void dataYamlNamesTheClasses(String names) throws IOException {
    Files.writeString(folder.resolve("data.yaml"), names);
    label("home_1", "0 0.5 0.5 0.1 0.4\n1 0.1 0.1 0.1 0.1\n2 0.5 0.5 0.1 0.1\n");

    Dataset dataset = Dataset.read(folder, CLASSES, List.of("home"));

    assertEquals(List.of("coach"), dataset.unknownClasses());
    assertEquals(
        List.of(1, 0),
        dataset.pictures().getFirst().truths().stream().map(GroundTruth::classIndex).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "2 0.5 0.5 0.1 0.1, class 2",
    "-1 0.5 0.5 0.1 0.1, class -1",
    "ball 0.5 0.5 0.1 0.1, class ball",
    "1 0.5 0.5 0.1, 4 columns",
    "1 0.5 0.5 0.1 0.1 0.9, 6 columns",
    "1 0.5 0.5 0.1 x, x (expected: a number)",
    "1 0.5 0.5 0.1 NaN, NaN (expected: 0 to 1)",
    "1 0.5 120 0.1 0.1, 120 (expected: 0 to 1)",
  })
  void damagedLinesAreNamed(String line, String reason) throws IOException {
    label("home_1", "1 0.5 0.5 0.1 0.4\n" + line + "\n");

    assertRefused("home_1.txt:2: " + reason);
  }

  @Test
  void damagedDescriptionsAreNamed() throws IOException {
    for (String description : List.of("names: 3", "names: {1: ball}", "names: [", "nc: 3")) {
      Files.writeString(folder.resolve("data.yaml"), description);
      assertRefused("data.yaml: ");
    }
  }

  @Test
  void filesThatAreNoPicturesAreNamed() throws IOException {
    Files.writeString(folder.resolve("images/home_2.jpg"), "not a picture");

    assertRefused("home_2.jpg: no picture");
  }

  @Test
  void theFolderOfPicturesMustBeThere() throws IOException {
    Path bare = folder.resolve("bare");
    Files.createDirectories(bare.resolve("labels"));

    String message =
        String.valueOf(
            assertThrows(DatasetException.class, () -> Dataset.read(bare, CLASSES, List.of()))
                .getMessage());
    assertTrue(message.contains("images: cannot be listed"), message);
  }

  private void label(String name, String lines) throws IOException {
    Files.writeString(folder.resolve("labels/" + name + ".txt"), lines);
  }

  private void assertRefused(String reason) {
    String message =
        String.valueOf(
            assertThrows(DatasetException.class, () -> Dataset.read(folder, CLASSES, List.of()))
                .getMessage());
    assertTrue(message.contains(reason), message);
  }
}
