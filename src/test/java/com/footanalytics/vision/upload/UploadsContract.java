package com.footanalytics.vision.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What resumable uploads promise, wherever their bytes lie. */
abstract class UploadsContract extends UploadsSetting {

  @Test
  void piecesBecomeOneVideo() throws Exception {
    String id = create(content.length);
    assertEquals(300_000, grown(append(id, 0, piece(0, 300_000))));
    assertEquals(300_001, grown(append(id, 300_000, piece(300_000, 300_001))));
    assertEquals(300_001, uploads.find(id).orElseThrow().received());
    assertEquals(Optional.empty(), videos.find(id));
    StoredVideo video = whole(append(id, 300_001, piece(300_001, content.length)));
    assertEquals(id, video.id());
    assertEquals("match.mp4", video.name());
    assertIsStored(video);
    assertTrue(uploads.find(id).orElseThrow().isWhole());
    assertEquals(List.of(), List.copyOf(bytes(objects).ids()));
  }

  @Test
  void aBodyThatBreaksOffKeepsWhatCame() throws Exception {
    String id = create(content.length);
    assertBroken(id, 0, 123_457, Optional.empty());
    assertEquals(123_457, uploads.find(id).orElseThrow().received());
    assertBroken(id, 123_457, 500_000, Optional.empty());
    assertIsStored(whole(append(id, 500_000, piece(500_000, content.length))));
  }

  @Test
  void aBodyThatBreaksOffAfterItsLastByteIsWhole() throws Exception {
    String id = create(content.length);
    assertBroken(id, 0, content.length, Optional.empty());
    assertTrue(uploads.find(id).orElseThrow().isWhole());
    assertIsStored(videos.find(id).orElseThrow());
  }

  @Test
  void anotherProcessGoesOn() throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 300_000)));
    uploads = uploads(0);
    grown(append(id, 300_000, piece(300_000, 600_000)));
    uploads = uploads(0);
    assertIsStored(whole(append(id, 600_000, piece(600_000, content.length))));
  }

  @ParameterizedTest
  @CsvSource({"0", "99", "101", "700000", "9000000000"})
  void bytesThatDoNotGoOnWhereTheUploadEndsAreRefused(long offset) throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    assertEquals(
        new AppendAnswer.WrongOffset(100), append(id, offset, new ByteArrayInputStream(content)));
    assertEquals(100, uploads.find(id).orElseThrow().received());
  }

  @Test
  void aWholeUploadAnswersAsOftenAsItIsAsked() throws Exception {
    String id = create(content.length);
    StoredVideo video = whole(append(id, 0, piece(0, content.length)));
    assertEquals(video, whole(append(id, content.length, piece(0, 0))));
    assertEquals(
        new AppendAnswer.WrongOffset(content.length), append(id, 0, piece(0, content.length)));
    assertTrue(uploads.terminate(id));
    assertEquals(Optional.of(video), videos.find(id));
  }

  @ParameterizedTest
  @CsvSource({"md5, MD5", "sha1, SHA-1", "sha256, SHA-256"})
  void bytesAreHeldAgainstTheirChecksum(String name, String algorithm) throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    byte[] sum =
        MessageDigest.getInstance(algorithm).digest(Arrays.copyOfRange(content, 100, 5000));
    String right = name + " " + Base64.getEncoder().encodeToString(sum);
    assertEquals(
        new AppendAnswer.Mismatch(), append(id, 100, piece(101, 5001), Checksum.parse(right)));
    assertEquals(100, uploads.find(id).orElseThrow().received());
    assertEquals(5000, grown(append(id, 100, piece(100, 5000), Checksum.parse(right))));
    assertIsStored(whole(append(id, 5000, piece(5000, content.length))));
  }

  @Test
  void aBrokenBodyWithAChecksumKeepsNothing() throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    assertBroken(id, 100, 5000, Checksum.parse("md5 AAAA"));
    assertEquals(100, uploads.find(id).orElseThrow().received());
    assertIsStored(whole(append(id, 100, piece(100, content.length))));
  }

  @Test
  void bytesBeyondTheEndAreRefused() throws Exception {
    String id = create(1000);
    grown(append(id, 0, piece(0, 10)));
    assertEquals(new AppendAnswer.TooLong(1000), append(id, 10, piece(10, 1001)));
    assertEquals(10, uploads.find(id).orElseThrow().received());
    whole(append(id, 10, piece(10, 1000)));
  }

  @Test
  void whoeverComesTakesOverAndLosesNothing() throws Exception {
    String id = create(content.length);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SilentBody silent = new SilentBody(piece(0, 50_000));
      Future<AppendAnswer> first = threads.submit(() -> append(id, 0, silent, Optional.empty()));
      silent.reached.await();
      assertEquals(50_000, uploads.findAtRest(id).orElseThrow().received());
      assertEquals(new AppendAnswer.Interrupted(), first.get());

      SilentBody again = new SilentBody(piece(50_000, 90_000));
      Future<AppendAnswer> second =
          threads.submit(() -> append(id, 50_000, again, Optional.empty()));
      again.reached.await();
      uploads = uploads(0);
      assertIsStored(whole(append(id, 90_000, piece(90_000, content.length))));
      assertEquals(new AppendAnswer.Interrupted(), second.get());
    }
  }

  @Test
  void whoeverIsInterruptedAfterTheLastByteHasMadeItWhole() throws Exception {
    String id = create(content.length);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SilentBody silent = new SilentBody(piece(0, content.length));
      Future<AppendAnswer> first = threads.submit(() -> append(id, 0, silent, Optional.empty()));
      silent.reached.await();
      assertTrue(uploads.findAtRest(id).orElseThrow().isWhole());
      assertEquals(new AppendAnswer.Interrupted(), first.get());
    }
    assertIsStored(videos.find(id).orElseThrow());
  }

  @Test
  void anInterruptedBodyWithAChecksumKeepsNothing() throws Exception {
    String id = create(content.length);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SilentBody silent = new SilentBody(piece(0, 5000));
      Future<AppendAnswer> first =
          threads.submit(() -> append(id, 0, silent, Checksum.parse("md5 AAAA")));
      silent.reached.await();
      assertEquals(0, uploads.findAtRest(id).orElseThrow().received());
      assertEquals(new AppendAnswer.Interrupted(), first.get());
    }
    assertIsStored(whole(append(id, 0, piece(0, content.length))));
  }

  @Test
  void whoeverAppendsToATerminatedUploadIsInterrupted() throws Exception {
    String id = create(content.length);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SilentBody silent = new SilentBody(piece(0, 5000));
      Future<AppendAnswer> first = threads.submit(() -> append(id, 0, silent, Optional.empty()));
      silent.reached.await();
      assertTrue(uploads.terminate(id));
      assertEquals(new AppendAnswer.Interrupted(), first.get());
    }
    retention(Optional.empty()).sweep(now());
    assertNothingIsLeft(id);
  }

  @Test
  void oneAppendsAtATimeUntilItIsSilentForLong() throws Exception {
    String id = create(content.length);
    HeldBody held = new HeldBody(piece(0, 50_000));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AppendAnswer> first = threads.submit(() -> append(id, 0, held));
      held.reached.await();
      assertEquals(new AppendAnswer.Busy(), append(id, 0, piece(0, 10)));
      clock.pass(UploadRows.LEASE.plusSeconds(1));
      assertEquals(200_000, grown(append(id, 0, piece(0, 200_000))));
      held.released.countDown();
      assertEquals(new AppendAnswer.Busy(), first.get());
    }
    assertIsStored(whole(append(id, 200_000, piece(200_000, content.length))));
  }

  @Test
  void whatIsNoVideoIsRefusedAndGone() throws Exception {
    String id = create(10);
    assertEquals(
        new AppendAnswer.Refused(new UploadAnswer.Refused("poor")),
        append(id, 0, new ByteArrayInputStream("poor match".getBytes(UTF_8))));
    assertNothingIsLeft(id);
  }

  @Test
  void anUploadThatWaitsTooLongIsSweptAway() throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    clock.pass(EXPIRES_AFTER.minusSeconds(1));
    grown(append(id, 100, piece(100, 200)));
    clock.pass(EXPIRES_AFTER.minusSeconds(1));
    assertEquals(new VideoRetention.Swept(0, 0, 0), retention(Optional.empty()).sweep(now()));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(new AppendAnswer.Expired(), append(id, 200, piece(200, 300)));
    assertTrue(uploads.isExpired(uploads.find(id).orElseThrow()));
    assertEquals(new VideoRetention.Swept(1, 0, 0), retention(Optional.empty()).sweep(now()));
    assertEquals(new AppendAnswer.Unknown(), append(id, 200, piece(200, 300)));
    assertNothingIsLeft(id);
  }

  @Test
  void videosPastTheirTimeGoUnlessTheyAreNeeded() throws Exception {
    String needed = create(content.length);
    whole(append(needed, 0, piece(0, content.length)));
    String old = create(500);
    whole(append(old, 0, piece(0, 500)));
    clock.pass(Duration.ofDays(30));
    String fresh = create(400);
    whole(append(fresh, 0, piece(0, 400)));
    clock.pass(Duration.ofSeconds(1));
    VideoRetention retention =
        new VideoRetention(videos, uploads, needed::equals, Optional.of(Duration.ofDays(30)));
    assertEquals(new VideoRetention.Swept(2, 1, 0), retention.sweep(now()));
    assertEquals(
        List.of(fresh, needed),
        videos.list(10, Optional.empty()).stream().map(StoredVideo::id).toList());
    assertEquals(2, objects.list(new ObjectKey("contents")).size());
  }

  @Test
  void aTerminatedUploadIsGone() throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    assertTrue(uploads.terminate(id));
    assertFalse(uploads.terminate(id));
    assertEquals(new AppendAnswer.Unknown(), append(id, 100, piece(100, 200)));
    assertNothingIsLeft(id);
  }

  @Test
  void anAnnouncedUploadHoldsItsRoom() throws Exception {
    uploads = uploads(1500);
    String first = create(1000);
    assertEquals(
        new UploadCreation.Refused(new UploadAnswer.OverQuota(1500)),
        uploads.create(new NewUpload("v", "", 501, false)));
    create(500);
    assertTrue(uploads.terminate(first));
    String third = create(1000);
    whole(append(third, 0, piece(0, 1000)));
    assertEquals(
        new UploadCreation.Refused(new UploadAnswer.OverQuota(1500)),
        uploads.create(new NewUpload("v", "", 1, false)));
  }

  @Test
  void whatCannotBecomeAVideoIsNotBegun() {
    assertEquals(
        new UploadCreation.Refused(new UploadAnswer.TooLarge(LIMIT)),
        uploads.create(new NewUpload("v", "", LIMIT + 1, false)));
    assertInstanceOf(
        UploadCreation.Refused.class, uploads.create(new NewUpload("v", "", 0, false)));
  }

  @Test
  void theSameContentIsStoredOnce() throws Exception {
    StoredVideo first = whole(append(create(1000), 0, piece(0, 1000)));
    StoredVideo second = whole(append(create(1000), 0, piece(0, 1000)));
    assertEquals(first.content(), second.content());
    assertEquals(1, objects.list(new ObjectKey("contents")).size());
  }

  @Test
  void anUploadWhoseProcessDiedOnceItWasStoredIsWhole() throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    objects.breakAfterPuts = true;
    assertThrows(IOException.class, () -> append(id, 100, piece(100, content.length)));
    objects.breakAfterPuts = false;
    uploads = uploads(0);
    assertTrue(uploads.find(id).orElseThrow().isWhole());
    assertIsStored(videos.find(id).orElseThrow());
    assertEquals(List.of(), List.copyOf(bytes(objects).ids()));
  }

  @Test
  void anUploadThatCouldNotBeStoredGoesOn() throws Exception {
    String id = create(content.length);
    grown(append(id, 0, piece(0, 100)));
    objects.isFull = true;
    assertInstanceOf(
        UploadAnswer.NoRoom.class,
        assertInstanceOf(AppendAnswer.Refused.class, append(id, 100, piece(100, content.length)))
            .reason());
    objects.isFull = false;
    assertEquals(100, uploads.find(id).orElseThrow().received());
    assertIsStored(whole(append(id, 100, piece(100, content.length))));
  }

  @Test
  void theJobItWantedIsRememberedUntilItStarts() throws Exception {
    Upload upload =
        assertInstanceOf(
                UploadCreation.Created.class,
                uploads.create(new NewUpload("v", "analyze dHJ1ZQ==", 10, true)))
            .upload();
    whole(append(upload.id(), 0, piece(0, 10)));
    assertTrue(uploads.find(upload.id()).orElseThrow().wantsJob());
    uploads.jobStarted(upload.id());
    assertFalse(uploads.find(upload.id()).orElseThrow().wantsJob());
  }
}
