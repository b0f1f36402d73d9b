package com.footanalytics.vision.decode;

import com.footanalytics.vision.decode.NativeDecoder.Answer;
import com.footanalytics.vision.probe.DisplayMatrix;
import com.footanalytics.vision.probe.Orientation;
import com.footanalytics.vision.probe.ProbeLimits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/** Decodes single JPEG and PNG pictures from memory, whatever they are called. Thread-safe. */
public final class PictureDecoder {

  private PictureDecoder() {}

  /** As {@link #decode(byte[], long)}, up to the pixels of {@link ProbeLimits#DEFAULT}. */
  public static PictureAnswer decode(byte[] image) {
    return decode(image, ProbeLimits.DEFAULT.maxPixels());
  }

  /**
   * Decodes one picture. A damaged picture of which something could be decoded is answered with its
   * frame marked corrupt; palettes are resolved to RGB.
   *
   * @param maxPixels width times height that is taken at most
   */
  public static PictureAnswer decode(byte[] image, long maxPixels) {
    Optional<PictureHeader> header = PictureHeader.parse(image);
    if (header.isEmpty()) {
      return new PictureAnswer.Unreadable("not a picture (expected: JPEG or PNG)");
    }
    long width = header.get().width();
    long height = header.get().height();
    if (width < 1 || height < 1 || width > maxPixels / height) {
      return new PictureAnswer.Unreadable(
          "picture of %dx%d (expected: 1 to %d pixels)".formatted(width, height, maxPixels));
    }
    AVFrame picture = avutil.av_frame_alloc();
    if (!decode(image, header.get().codecId(), maxPixels, picture)) {
      avutil.av_frame_free(picture);
      return new PictureAnswer.Unreadable("the picture is damaged or incomplete");
    }
    Orientation orientation = orientation(picture);
    boolean damaged = NativeDecoder.damaged(picture) || !header.get().ends();
    AVFrame direct = withoutPalette(picture);
    return new PictureAnswer.Picture(
        new Frame(direct, 0, 0, damaged, () -> avutil.av_frame_free(direct)), orientation);
  }

  private static boolean decode(byte[] image, int codecId, long maxPixels, AVFrame picture) {
    AVPacket packet = avcodec.av_packet_alloc();
    try (NativeDecoder decoder =
        NativeDecoder.open(codecId, maxPixels, context -> context.thread_count(1))) {
      if (avcodec.av_new_packet(packet, image.length) < 0) {
        return false;
      }
      packet.data().put(image);
      return decoder.send(packet)
          && decoder.send(null)
          && decoder.receive(picture) == Answer.PICTURE;
    } finally {
      avcodec.av_packet_free(packet);
    }
  }

  private static Orientation orientation(AVFrame picture) {
    AVFrameSideData matrix =
        avutil.av_frame_get_side_data(picture, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    return matrix == null
        ? Orientation.UPRIGHT
        : DisplayMatrix.orientation(matrix.data()).orElse(Orientation.UPRIGHT);
  }

  /** The picture itself, or in its place, freeing it, one in RGB. */
  private static AVFrame withoutPalette(AVFrame picture) {
    long flags = avutil.av_pix_fmt_desc_get(picture.format()).flags();
    if ((flags & avutil.AV_PIX_FMT_FLAG_PAL) == 0) {
      return picture;
    }
    int width = picture.width();
    int height = picture.height();
    AVFrame rgb = avutil.av_frame_alloc();
    rgb.width(width).height(height).format(avutil.AV_PIX_FMT_RGB24);
    SwsContext converter =
        swscale.sws_getContext(
            width,
            height,
            picture.format(),
            width,
            height,
            rgb.format(),
            swscale.SWS_POINT,
            null,
            null,
            (DoublePointer) null);
    swscale.sws_scale_frame(converter, rgb, picture);
    swscale.sws_freeContext(converter);
    avutil.av_frame_free(picture);
    return rgb;
  }
}
