package com.footanalytics.vision.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds movies whose pictures lie in other files, as QuickTime has them (data references). */
final class OutsidePictures {

  private static final int MAX_BOXES = 100_000;
  private static final int PICTURES = 0x76696465;
  private static final int HANDLER_AT = 8;
  private static final int REFERENCES_AT = 8;
  private static final int VERSION_AND_FLAGS = Integer.BYTES;
  private static final int IN_THIS_FILE = 1;

  private OutsidePictures() {}

  /**
   * Nothing, if a file holds its pictures itself.
   *
   * @param file an ISO base media file
   * @throws UnreadableException otherwise
   */
  static void refuse(Path file) {
    boolean outside;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      outside = find(channel);
    } catch (IOException e) {
      throw new UnreadableException("cannot be read (" + e.getMessage() + ")");
    }
    if (outside) {
      throw new UnreadableException(
          "the pictures lie in another file, which is not opened (remedy: a self-contained copy)");
    }
  }

  private static boolean find(SeekableByteChannel channel) throws IOException {
    MediaBoxes.Allowance allowance = new MediaBoxes.Allowance(MAX_BOXES);
    MediaBoxes file = new MediaBoxes(channel, 0, channel.size(), allowance);
    while (file.advanceTo("moov")) {
      MediaBoxes tracks = file.inside();
      while (tracks.advanceTo("trak")) {
        MediaBoxes media = tracks.inside();
        if (media.advanceTo("mdia") && isPictures(media.inside()) && refers(media.inside())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isPictures(MediaBoxes media) throws IOException {
    if (!media.advanceTo("hdlr")) {
      return false;
    }
    ByteBuffer handler = media.head(HANDLER_AT + Integer.BYTES);
    return handler.limit() == HANDLER_AT + Integer.BYTES && handler.getInt(HANDLER_AT) == PICTURES;
  }

  private static boolean refers(MediaBoxes media) throws IOException {
    if (!media.advanceTo("minf")) {
      return false;
    }
    MediaBoxes information = media.inside();
    if (!information.advanceTo("dinf")) {
      return false;
    }
    MediaBoxes data = information.inside();
    if (!data.advanceTo("dref")) {
      return false;
    }
    MediaBoxes references = data.inside(REFERENCES_AT);
    while (references.advance()) {
      if (isOutside(references.type(), references.head(VERSION_AND_FLAGS + 1))) {
        return true;
      }
    }
    return false;
  }

  /** An alias is told by its being there, an address by its not being empty. */
  private static boolean isOutside(String type, ByteBuffer head) {
    return head.limit() > VERSION_AND_FLAGS
        && (head.getInt(0) & IN_THIS_FILE) == 0
        && (type.equals("alis") || head.get(VERSION_AND_FLAGS) != 0);
  }
}
