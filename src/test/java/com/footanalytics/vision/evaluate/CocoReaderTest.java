package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoReaderTest {

  private static final List<String> CLASSES = List.of("ball", "player");
  private static final String JSON =
      """
      {"images": [
        {"id": 7, "file_name": "b.jpg", "width": 200, "height": 100},
        {"id": 3, "file_name": "a.jpg", "width": 100, "height": 80}],
       "annotations": [
        {"id": 1, "image_id": 7, "category_id": 5, "bbox": [10, 20, 30.5, 40], "area": 900.5},
        {"id": 2, "image_id": 7, "category_id": 9, "bbox": [1, 2, 3, 4], "iscrowd": 1},
        {"id": 3, "image_id": 3, "category_id": 4, "bbox": [1, 2, 3, 4], "iscrowd": 0}],
       "categories": [
        {"id": 5, "name": "player"}, {"id": 9, "name": "ball"}, {"id": 4, "name": "coach"}]}
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeDataset() throws IOException {
    file = folder.resolve("labels.json");
    Files.writeString(file, JSON);
    TestingPictures.write(folder.resolve("a.jpg"), 100, 80);
    TestingPictures.write(folder.resolve("b.jpg"), 200, 100);
  }

  @Test
  void labelsComeWithTheirPictureInOrderOfNames() {
    Dataset dataset = Dataset.read(file, CLASSES, List.of());

    assertEquals(List.of("coach"), dataset.unknownClasses());
    assertEquals(List.of(), dataset.pictures().getFirst().truths());
    LabelledPicture b = dataset.pictures().getLast();
    assertEquals(folder.resolve("b.jpg"), b.file());
    assertEquals(200, b.width());
    assertEquals(100, b.height());
    assertEquals(
        List.of(
            new GroundTruth(1, new PixelBox(10, 20, 30.5, 40), 900.5, false),
            new GroundTruth(0, new PixelBox(1, 2, 3, 4), 12, true)),
        b.truths());
  }

  @Test
  void theFolderMayBeNamedInsteadOfItsOnlyJsonFile() throws IOException {
    assertEquals(Dataset.read(file, CLASSES, List.of()), Dataset.read(folder, CLASSES, List.of()));

    Files.writeString(folder.resolve("other.json"), JSON);
    assertThrows(DatasetException.class, () -> Dataset.read(folder, CLASSES, List.of()));
  }

  @Test
  void picturesMayLieInAFolderBesideTheLabels() throws IOException {
    Path labels = Files.createDirectory(folder.resolve("annotations")).resolve("val.json");
    Files.writeString(labels, JSON);
    TestingPictures.write(folder.resolve("images/a.jpg"), 100, 80);
    TestingPictures.write(folder.resolve("annotations/images/b.jpg"), 200, 100);

    assertEquals(
        List.of(folder.resolve("images/a.jpg"), folder.resolve("annotations/images/b.jpg")),
        Dataset.read(labels, CLASSES, List.of()).pictures().stream()
            .map(LabelledPicture::file)
            .toList());
  }

  @Test
  void prefixesChoosePictures() {
    List<LabelledPicture> chosen = Dataset.read(file, CLASSES, List.of("b")).pictures();

    assertEquals(1, chosen.size());
    assertEquals(2, chosen.getFirst().truths().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"images\": | \"pictures\": | images (expected: a list",
        "\"file_name\": \"b.jpg\", | | images, id 7: file_name",
        "\"file_name\": \"b.jpg\" | \"file_name\": \"c.jpg\" | no picture c.jpg",
        "\"width\": 200 | \"width\": 0 | images, id 7: width and height",
        "\"width\": 200 | \"width\": \"wide\" | images, id 7: width",
        "\"image_id\": 7 | \"image_id\": 8 | annotations, id 1: no image",
        "\"category_id\": 5 | \"category_id\": 6 | annotations, id 1: no category",
        "[10, 20, 30.5, 40] | [10, 20, 30.5] | annotations, id 1: bbox",
        "[10, 20, 30.5, 40] | [10, 20, -30.5, 40] | annotations, id 1: bbox",
        "[10, 20, 30.5, 40] | [10, 20, \"wide\", 40] | annotations, id 1: bbox",
        "\"name\": \"player\" | \"title\": \"player\" | categories, id 5: name",
        "\"annotations\" | annotations | not JSON",
      })
  void damageIsNamed(String good, String bad, String reason) throws IOException {
    String broken =
        JSON.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad == null ? "" : bad));
    assertTrue(!broken.equals(JSON), good);
    Files.writeString(file, broken);

    String message =
        String.valueOf(
            assertThrows(DatasetException.class, () -> Dataset.read(file, CLASSES, List.of()))
                .getMessage());
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void missingFilesAreNamed() {
    Path missing = folder.resolve("nowhere.json");

    assertThrows(DatasetException.class, () -> Dataset.read(missing, CLASSES, List.of()));
  }
}
