package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutPointsTest {

  /** Packets as words: the pts, then K for key, H for hidden, D for damaged. */
  private static PacketTable table(String packets) {
    PacketTable table = new PacketTable();
    for (String packet : packets.split(" ")) {
      int flags =
          (packet.contains("K") ? PacketTable.KEY : 0)
              | (packet.contains("H") ? PacketTable.HIDDEN : 0)
              | (packet.contains("D") ? PacketTable.DAMAGED : 0);
      table.add(Long.parseLong(packet.replaceAll("[KHD]", "")), 1, -1, flags);
    }
    return table;
  }

  /** Each cut as its key packet and the packet after the last that is needed before it. */
  private static List<String> cuts(String packets) {
    CutPoints cuts = CutPoints.of(table(packets));
    return IntStream.range(0, cuts.count())
        .mapToObj(cut -> cuts.packet(cut) + "-" + cuts.endOfBefore(cut))
        .toList();
  }

  @Test
  void everyKeyPacketAfterTheFirstIsOne() {
    assertEquals(List.of("2-3", "4-5"), cuts("0K 1 2K 3 4K 5"));
    assertEquals(List.of(), cuts("0K"));
    assertEquals(0, CutPoints.of(new PacketTable()).count());
  }

  @Test
  void leadingPicturesBelongToWhatIsBefore() {
    assertEquals(List.of("3-6"), cuts("0K 2 1 5K 3 4 7 6"));
    assertEquals(List.of("3-7"), cuts("0K 2 1 5K 3 8 4 7"));
  }

  @Test
  void noneIsWhereALaterGroupShowsPicturesBefore() {
    assertEquals(List.of("4-6"), cuts("0K 1 4K 5 6K 3"));
  }

  @Test
  void noneIsWhereAnEarlierGroupShowsPicturesAfter() {
    assertEquals(List.of("4-5"), cuts("0K 9 5K 6 10K"));
  }

  @Test
  void noneIsAtAHiddenPicture() {
    assertEquals(List.of("4-5"), cuts("0K 1 2KH 3 4K 5"));
  }

  @Test
  void noneIsNextToDamage() {
    assertEquals(List.of("2-3", "8-9"), cuts("0K 1 2K 3 4K 5D 6K 7 8K 9"));
    assertEquals(List.of("6-7"), cuts("0K 1 2KD 3 4K 5 6K 7"));
  }

  @Test
  void aMissingBeginningIsDamage() {
    assertEquals(List.of("4-5"), cuts("0 1 2K 3 4K 5"));
  }

  @Test
  void theCutBeforeATimeIsFound() {
    PacketTable table = table("0K 1 2K 3 4K 5");
    CutPoints cuts = CutPoints.of(table);
    assertEquals(-1, cuts.lastAtOrBefore(table, -5));
    assertEquals(-1, cuts.lastAtOrBefore(table, 1));
    assertEquals(0, cuts.lastAtOrBefore(table, 2));
    assertEquals(0, cuts.lastAtOrBefore(table, 3));
    assertEquals(1, cuts.lastAtOrBefore(table, Long.MAX_VALUE));
    assertEquals(-1, CutPoints.none().lastAtOrBefore(table, 3));
  }
}
