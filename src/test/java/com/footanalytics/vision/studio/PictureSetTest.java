package com.footanalytics.vision.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.evaluate.Dataset;
import com.footanalytics.vision.evaluate.GroundTruth;
import com.footanalytics.vision.evaluate.LabelledPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSetTest {

  private static final List<String> CLASSES = List.of("ball", "goalkeeper", "player", "referee");

  @TempDir Path folder;

  private void write(Path place) {
    List<Integer> progress = new ArrayList<>();
    assertTrue(new PictureSet(place, 4, 20, 640, 360, 4).write(progress::add, () -> false));
    assertEquals(List.of(1, 2, 3, 4), progress);
  }

  @Test
  void bothFormsOfLabelsSayTheSame() {
    write(folder);
    Dataset yolo = Dataset.read(folder, CLASSES, List.of());
    Dataset coco = Dataset.read(folder.resolve("annotations.json"), CLASSES, List.of());
    assertEquals(4, yolo.pictures().size());
    for (int i = 0; i < 4; i++) {
      LabelledPicture one = yolo.pictures().get(i);
      LabelledPicture other = coco.pictures().get(i);
      assertEquals(one.file().toAbsolutePath(), other.file().toAbsolutePath());
      assertEquals(one.truths().size(), other.truths().size());
      for (int k = 0; k < one.truths().size(); k++) {
        GroundTruth first = one.truths().get(k);
        GroundTruth second = other.truths().get(k);
        assertEquals(first.classIndex(), second.classIndex());
        assertEquals(first.box().centreX(), second.box().centreX(), 0.05);
        assertEquals(first.box().height(), second.box().height(), 0.05);
      }
    }
    long persons = yolo.pictures().stream().flatMap(p -> p.truths().stream()).count();
    assertTrue(persons > 8, () -> "objects: " + persons);
  }

  @Test
  void picturesAreOfTheSizeAskedAndDifferBetweenMatches() throws IOException {
    write(folder);
    try (var files = Files.list(folder.resolve("images"))) {
      assertEquals(
          List.of("000014_0.jpg", "000014_1.jpg", "000014_2.jpg", "000015_0.jpg"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    LabelledPicture picture = Dataset.read(folder, CLASSES, List.of()).pictures().getFirst();
    assertEquals(640, picture.width());
    assertEquals(360, picture.height());
  }

  @Test
  void theSameSeedGivesTheSameSet() throws IOException {
    write(folder.resolve("a"));
    write(folder.resolve("b"));
    for (String name : List.of("annotations.json", "images/000015_0.jpg", "labels/000014_1.txt")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("a").resolve(name)),
          Files.readAllBytes(folder.resolve("b").resolve(name)),
          name);
    }
  }

  @Test
  void aCancelledSetHasNoAnnotations() {
    assertFalse(new PictureSet(folder, 4, 20, 320, 180, 4).write(_ -> {}, () -> true));
    assertFalse(Files.exists(folder.resolve("annotations.json")));
  }
}
