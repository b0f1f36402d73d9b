package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ModelStatus.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelRegistryTest {

  private static final ModelId ONE = new ModelId("detector", 1);
  private static final ModelId TWO = new ModelId("detector", 2);

  private final List<Model> made = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();
  private final ModelRegistry<Model> registry = new ModelRegistry<>(this::make);

  @Test
  void aModelIsLoadedWhenFirstAskedForAndThenShared() {
    try (var first = registry.lease(ONE);
        var second = registry.lease(ONE)) {
      assertSame(first.model(), second.model());
    }
    assertEquals(1, made.size());
    assertFalse(made.getFirst().closed.get());
    assertEquals(List.of(new ModelStatus(ONE, State.READY, "")), registry.statuses());
  }

  @Test
  void whatIsOnlyLentIfReadyIsNotLoaded() {
    assertEquals(Optional.empty(), registry.leaseIfReady(ONE));
    assertEquals(Optional.empty(), registry.status(ONE));
    assertEquals(List.of(), made);
  }

  @Test
  void whatIsLentIfItServesIsNeitherLoadedNorAReasonToFail() {
    assertEquals(Optional.empty(), registry.leaseIfServing(ONE));
    registry.load(ONE);
    var borrowed = registry.leaseIfServing(ONE).orElseThrow();
    registry.unload(ONE);
    assertEquals(Optional.empty(), registry.leaseIfServing(ONE));
    assertFalse(borrowed.model().closed.get());
    borrowed.close();
    assertTrue(borrowed.model().closed.get());
    refusal = Optional.of("broken");
    assertThrows(ModelException.class, () -> registry.load(TWO));
    assertEquals(Optional.empty(), registry.leaseIfServing(TWO));
  }

  @Test
  void anUnloadedModelIsClosedWhenItsLastBorrowerGivesItBack() {
    var borrowed = registry.lease(ONE);
    assertTrue(registry.unload(ONE));
    assertFalse(borrowed.model().closed.get());
    var e = assertThrows(ModelException.class, () -> registry.lease(ONE));
    assertEquals("detector:1: unloaded; load it before use", e.getMessage());

    borrowed.close();
    assertTrue(borrowed.model().closed.get());
    assertEquals(State.UNAVAILABLE, registry.status(ONE).orElseThrow().state());
    assertFalse(registry.unload(ONE));
  }

  @Test
  void givingBackTwiceCountsOnce() {
    var first = registry.lease(ONE);
    var second = registry.lease(ONE);
    registry.unload(ONE);
    first.close();
    first.close();
    assertFalse(second.model().closed.get());
    second.close();
    assertTrue(second.model().closed.get());
  }

  @Test
  void aModelLoadedAnewTakesThePlaceOfTheOldOneWhichFinishesItsWork() {
    var old = registry.lease(ONE);
    registry.load(ONE);
    try (var fresh = registry.lease(ONE)) {
      assertNotSame(old.model(), fresh.model());
    }
    assertFalse(old.model().closed.get());
    old.close();
    assertTrue(old.model().closed.get());
    assertFalse(made.getLast().closed.get());
  }

  @Test
  void versionsServeSideBySide() {
    registry.load(ONE);
    registry.load(TWO);
    registry.unload(ONE);
    try (var two = registry.lease(TWO)) {
      assertEquals(TWO, two.model().id);
    }
  }

  @Test
  void aFailedLoadKeepsTheOldModelServingAndSaysWhy() {
    registry.load(ONE);
    refusal = Optional.of("detector:1: sha256 differs");
    assertThrows(ModelException.class, () -> registry.load(ONE));
    try (var lease = registry.lease(ONE)) {
      assertSame(made.getFirst(), lease.model());
    }
    assertEquals(
        new ModelStatus(
            ONE, State.READY, "the one loaded before serves on: detector:1: sha256 differs"),
        registry.status(ONE).orElseThrow());
  }

  @Test
  void aRefusedModelStaysRefusedUntilItIsLoadedAgain() {
    refusal = Optional.of("detector:1: not a model");
    assertThrows(ModelException.class, () -> registry.lease(ONE));
    refusal = Optional.empty();
    var e = assertThrows(ModelException.class, () -> registry.lease(ONE));
    assertEquals("detector:1: not a model", e.getMessage());
    registry.load(ONE);
    registry.lease(ONE).close();
    assertEquals(State.READY, registry.status(ONE).orElseThrow().state());
  }

  @Test
  void closingWaitsForWhatIsLentAndClosesEverythingOnce() throws Exception {
    var lease = registry.lease(ONE);
    registry.load(TWO);
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> closing =
          other.submit(() -> {
            begun.countDown();
            registry.close();
          });
      begun.await();
      while (!refusesWork()) {
        Thread.onSpinWait();
      }
      assertFalse(closing.isDone());
      assertFalse(lease.model().closed.get());
      lease.close();
      closing.get();
    }
    made.forEach(model -> assertTrue(model.closed.get()));
    assertThrows(ModelException.class, () -> registry.load(ONE));
  }

  private boolean refusesWork() {
    try {
      registry.leaseIfReady(TWO).ifPresent(ModelLease::close);
      return false;
    } catch (ModelException _) {
      return true;
    }
  }

  /** Borrowers on several threads, while the model is loaded anew again and again. */
  @Test
  void noBorrowerEverHoldsAClosedModelAndNoneIsLeftOpen() throws Exception {
    AtomicInteger lent = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    registry.load(ONE);
    try (ExecutorService borrowers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(
            borrowers.submit(() -> {
              while (!done.get()) {
                try (var lease = registry.lease(ONE)) {
                  lent.incrementAndGet();
                  assertFalse(lease.model().closed.get());
                }
              }
            }));
      }
      for (int i = 0; i < 500; i++) {
        registry.load(ONE);
      }
      int seen = lent.get();
      while (lent.get() == seen) {
        Thread.onSpinWait();
      }
      done.set(true);
      for (Future<?> borrower : running) {
        borrower.get();
      }
    }
    registry.close();
    assertEquals(501, made.size());
    made.forEach(model -> assertTrue(model.closed.get()));
  }

  private Model make(ModelId id) {
    refusal.ifPresent(reason -> {
      throw new ModelException(reason);
    });
    Model model = new Model(id);
    made.add(model);
    return model;
  }

  private static final class Model implements ModelRegistry.Loaded {

    private final ModelId id;
    private final AtomicBoolean retired = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Model(ModelId id) {
      this.id = id;
    }

    @Override
    public void retired() {
      assertTrue(retired.compareAndSet(false, true), "retired twice");
      assertFalse(closed.get(), "closed before");
    }

    @Override
    public void close() {
      assertTrue(retired.get(), "closed while it could be lent");
      assertTrue(closed.compareAndSet(false, true), "closed twice");
    }
  }
}
