package com.footanalytics.vision.studio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.footanalytics.vision.simulate.FrameTruth;
import com.footanalytics.vision.simulate.MatchSettings;
import com.footanalytics.vision.simulate.MatchSimulator;
import com.footanalytics.vision.simulate.Role;
import com.footanalytics.vision.simulate.TrueObject;
import com.footanalytics.vision.simulate.View;
import com.footanalytics.vision.sink.JpegEncoder;
import com.footanalytics.vision.sink.ReportFile;
import com.footanalytics.vision.sink.SinkException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * A set of labelled pictures of many simulated matches: {@code images/SEED_N.jpg} with {@code
 * annotations.json} in COCO's form and {@code labels/SEED_N.txt} in YOLO's.
 *
 * <p>Persons of whom less than {@value #LEAST_PERSON} can be seen and balls of which less than
 * {@value #LEAST_BALL} can be seen carry no label.
 *
 * @param folder where the set is written
 * @param pictures how many, at least 1
 * @param seed the first match's; the others follow it
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param quantiser of the JPEG encoder, 1 (best) to 31
 */
public record PictureSet(
    Path folder, int pictures, long seed, int width, int height, int quantiser) {

  static final double LEAST_PERSON = 0.15;
  static final double LEAST_BALL = 0.3;
  private static final int PICTURES_PER_MATCH = 3;
  private static final int FRAMES_PER_SECOND = 25;
  private static final int LEAST_SKIP = 60;
  private static final int MOST_SKIP = 120;
  private static final double BROADCAST_SHARE = 0.72;
  private static final double TACTICAL_SHARE = 0.12;

  /** One picture's place in the set and what it shows. */
  private record Labelled(String name, List<TrueObject> objects) {}

  /**
   * Renders and writes the set.
   *
   * @param progress told the number of pictures done after each
   * @param cancelled asked before each picture
   * @return whether it was completed; false leaves pictures without {@code annotations.json}
   * @throws SinkException if something cannot be written
   */
  public boolean write(IntConsumer progress, BooleanSupplier cancelled) {
    List<Labelled> done = new ArrayList<>();
    try (JpegEncoder encoder = new JpegEncoder(width, height, quantiser)) {
      Files.createDirectories(folder.resolve("images"));
      Files.createDirectories(folder.resolve("labels"));
      for (int match = 0; done.size() < pictures; match++) {
        if (!film(seed + match, encoder, done, progress, cancelled)) {
          return false;
        }
      }
    } catch (IOException e) {
      throw new SinkException(
          "cannot write into folder " + folder + ": " + e + "; choose another folder", e);
    }
    try (ReportFile annotations = new ReportFile(folder.resolve("annotations.json"))) {
      annotations.finish(coco(done));
    }
    return true;
  }

  private boolean film(
      long matchSeed,
      JpegEncoder encoder,
      List<Labelled> done,
      IntConsumer progress,
      BooleanSupplier cancelled)
      throws IOException {
    SplittableRandom chance = new SplittableRandom(matchSeed);
    double choice = chance.nextDouble();
    View view =
        choice < BROADCAST_SHARE
            ? View.BROADCAST
            : choice < BROADCAST_SHARE + TACTICAL_SHARE ? View.TACTICAL : View.TIGHT;
    MatchSimulator match =
        new MatchSimulator(
            new MatchSettings(matchSeed, view, Optional.empty(), width, height, FRAMES_PER_SECOND));
    byte[] rgb = new byte[match.pictureBytes()];
    for (int i = 0; i < PICTURES_PER_MATCH && done.size() < pictures; i++) {
      if (cancelled.getAsBoolean()) {
        return false;
      }
      match.skip(chance.nextInt(LEAST_SKIP, MOST_SKIP));
      FrameTruth truth = match.render(rgb);
      String name = "%06x_%d".formatted(matchSeed, i);
      List<TrueObject> objects = truth.objects().stream().filter(PictureSet::isLabelled).toList();
      Files.write(folder.resolve("images").resolve(name + ".jpg"), encoder.encode(rgb));
      Files.writeString(folder.resolve("labels").resolve(name + ".txt"), yolo(objects));
      done.add(new Labelled(name, objects));
      progress.accept(done.size());
    }
    return true;
  }

  /** Whether enough of an object can be seen to ask a detector for it. */
  public static boolean isLabelled(TrueObject object) {
    return object.visibleShare() >= (object.role() == Role.BALL ? LEAST_BALL : LEAST_PERSON);
  }

  private String yolo(List<TrueObject> objects) {
    StringBuilder rows = new StringBuilder();
    for (TrueObject object : objects) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%d %.6f %.6f %.6f %.6f%n",
              object.role().ordinal(),
              (object.x0() + object.x1()) / 2 / width,
              (object.y0() + object.y1()) / 2 / height,
              (object.x1() - object.x0()) / width,
              (object.y1() - object.y0()) / height));
    }
    return rows.toString();
  }

  private String coco(List<Labelled> done) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      for (int i = 0; i < done.size(); i++) {
        json.writeStartObject();
        json.writeNumberField("id", i + 1);
        json.writeStringField("file_name", done.get(i).name() + ".jpg");
        json.writeNumberField("width", width);
        json.writeNumberField("height", height);
        json.writeEndObject();
        json.writeRaw('\n');
      }
      json.writeEndArray();
      annotations(json, done);
      json.writeArrayFieldStart("categories");
      for (Role role : Role.values()) {
        json.writeStartObject();
        json.writeNumberField("id", role.ordinal() + 1);
        json.writeStringField("name", role.name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("a string takes every text", e);
    }
    return text + "\n";
  }

  private static void annotations(JsonGenerator json, List<Labelled> done) throws IOException {
    json.writeArrayFieldStart("annotations");
    int id = 1;
    for (int i = 0; i < done.size(); i++) {
      for (TrueObject object : done.get(i).objects()) {
        double boxWidth = hundredths(object.x1() - object.x0());
        double boxHeight = hundredths(object.y1() - object.y0());
        json.writeStartObject();
        json.writeNumberField("id", id++);
        json.writeNumberField("image_id", i + 1);
        json.writeNumberField("category_id", object.role().ordinal() + 1);
        json.writeArrayFieldStart("bbox");
        json.writeNumber(hundredths(object.x0()));
        json.writeNumber(hundredths(object.y0()));
        json.writeNumber(boxWidth);
        json.writeNumber(boxHeight);
        json.writeEndArray();
        json.writeNumberField("area", hundredths(boxWidth * boxHeight));
        json.writeNumberField("iscrowd", 0);
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
    json.writeEndArray();
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
