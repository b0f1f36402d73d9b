package com.footanalytics.vision.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an image is made.
 *
 * @param arguments those before the first stage, with their defaults
 * @param stages in the order of the file
 */
record ContainerFile(Map<String, String> arguments, List<Stage> stages) {

  /**
   * A part that begins with {@code FROM}.
   *
   * @param base what it begins with, as it is written
   */
  record Stage(String name, String base, List<Instruction> instructions) {

    /** The arguments of the instructions of a kind. */
    List<String> all(String kind) {
      return instructions.stream()
          .filter(instruction -> instruction.kind().equals(kind))
          .map(Instruction::arguments)
          .toList();
    }

    /** The words of an instruction in JSON form; nothing if it is missing or in another form. */
    Optional<List<String>> words(String kind) {
      return all(kind).stream().findFirst().flatMap(ContainerFile::words);
    }
  }

  /** One instruction, its lines joined. */
  record Instruction(String kind, String arguments) {}

  static ContainerFile read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ContainerFile parse(String text) {
    Map<String, String> arguments = new LinkedHashMap<>();
    List<Stage> stages = new ArrayList<>();
    String joined = text.replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", " ");
    for (String line : joined.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      int space = line.indexOf(' ');
      Instruction instruction =
          new Instruction(line.substring(0, space), line.substring(space + 1).strip());
      if (instruction.kind().equals("FROM")) {
        String[] words = instruction.arguments().split(" +");
        stages.add(new Stage(words[words.length - 1], words[0], new ArrayList<>()));
      } else if (stages.isEmpty()) {
        String[] argument = instruction.arguments().split("=", 2);
        arguments.put(argument[0], argument.length == 2 ? argument[1] : "");
      } else {
        stages.getLast().instructions().add(instruction);
      }
    }
    return new ContainerFile(arguments, stages);
  }

  Stage stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
  }

  /** What jlink is told to put into the runtime. */
  List<String> modules() {
    List<String> command = stage("java").words("RUN").orElseThrow();
    return List.of(command.get(command.indexOf("--add-modules") + 1).split(","));
  }

  private static Optional<List<String>> words(String json) {
    try {
      return Optional.of(List.of(new ObjectMapper().readValue(json, String[].class)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
