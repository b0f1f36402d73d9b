package com.footanalytics.vision.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that fills a small disk with objects, frees some of it and goes on. */
final class FullDisk {

  private static final int OBJECT_BYTES = 300_000;

  private FullDisk() {}

  public static void main(String[] args) throws IOException {
    ObjectKey all = new ObjectKey("contents");
    try (FileObjectStore store = FileObjectStore.open(Path.of(args[0], "objects"))) {
      int kept = 0;
      try {
        while (true) {
          store.put(all.resolve("object-" + kept), new byte[OBJECT_BYTES]);
          kept++;
        }
      } catch (StorageFullException e) {
        System.out.println("bytes: " + e.getMessage());
      }
      System.out.println("whole: " + whole(store, all, kept));
      store.delete(all.resolve("object-0"));
      Path file = Files.write(store.staging().resolve("file"), new byte[OBJECT_BYTES]);
      store.put(all.resolve("file"), file);
      System.out.println("whole: " + whole(store, all, kept));
    }
  }

  private static boolean whole(FileObjectStore store, ObjectKey all, int count) throws IOException {
    var objects = store.list(all);
    return objects.size() == count && objects.stream().allMatch(o -> o.bytes() == OBJECT_BYTES);
  }
}
