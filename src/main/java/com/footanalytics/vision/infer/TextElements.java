package com.footanalytics.vision.infer;

import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Elements of type {@link DataType#BYTES} as text, which is all that ONNX's strings hold. */
final class TextElements {

  private TextElements() {}

  /**
   * Reads elements that each are a little-endian uint32 length and that many bytes of UTF-8.
   *
   * @param count how many there must be
   * @throws ModelException if there are more or fewer, or one is not UTF-8
   */
  static String[] read(Tensor tensor, long count) {
    ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).position(0);
    // Every element takes the bytes of its length at least.
    if (count > data.remaining() / Integer.BYTES) {
      throw refused(tensor, "%d bytes are too few for %d elements", data.remaining(), count);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var elements = new String[(int) count];
    for (int i = 0; i < elements.length; i++) {
      long length = data.remaining() < Integer.BYTES ? -1 : Integer.toUnsignedLong(data.getInt());
      if (length < 0 || length > data.remaining()) {
        throw refused(tensor, "element %d of %d is cut off", i, count);
      }
      ByteBuffer element = data.slice(data.position(), (int) length);
      data.position(data.position() + (int) length);
      try {
        elements[i] = decoder.decode(element).toString();
      } catch (CharacterCodingException _) {
        throw refused(tensor, "element %d of %d is not UTF-8, as ONNX's strings are", i, count);
      }
    }
    if (data.hasRemaining()) {
      throw refused(tensor, "%d bytes follow %d elements", data.remaining(), count);
    }
    return elements;
  }

  /** Writes elements as {@link #read} reads them. */
  static ByteBuffer write(String[] elements) {
    var encoded = new byte[elements.length][];
    int bytes = 0;
    for (int i = 0; i < elements.length; i++) {
      encoded[i] = elements[i].getBytes(StandardCharsets.UTF_8);
      bytes = Math.addExact(bytes, Integer.BYTES + encoded[i].length);
    }
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] element : encoded) {
      data.putInt(element.length).put(element);
    }
    return data.flip();
  }

  private static ModelException refused(Tensor tensor, String reason, Object... values) {
    return new ModelException(tensor.name() + ": " + reason.formatted(values));
  }
}
