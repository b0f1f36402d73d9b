package com.footanalytics.vision.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The models that are loaded, lent to whoever works with them. Owns them. Thread-safe.
 *
 * <p>A model that was replaced or unloaded is lent to nobody from then on and is closed when the
 * last borrower gives it back, so that work on its way always finishes. One model loads at a time;
 * lending never waits for it, unless what is asked for is not loaded yet.
 *
 * @param <M> a loaded model
 */
public final class ModelRegistry<M extends ModelRegistry.Loaded> implements AutoCloseable {

  /** A model that holds memory until closed. */
  public interface Loaded extends AutoCloseable {

    /** It is lent to nobody any more; told once, before it is closed. */
    default void retired() {}

    @Override
    void close();
  }

  /** Makes a model ready to work. */
  @FunctionalInterface
  public interface Loader<M> {

    /**
     * Loads a model and proves that it works; it is the caller's to close.
     *
     * @throws ModelException if it cannot be used
     */
    M load(ModelId id);
  }

  private final Loader<M> loader;
  private final ReentrantLock loads = new ReentrantLock();
  private final Map<ModelId, Holder<M>> holders = new HashMap<>();
  private final Map<ModelId, ModelStatus> statuses = new TreeMap<>();
  private int open;
  private boolean closed;

  public ModelRegistry(Loader<M> loader) {
    this.loader = loader;
  }

  /**
   * Lends a model. One that was never loaded is loaded now.
   *
   * @throws ModelException if it was unloaded, cannot be used or could not be when it was last
   *     loaded
   */
  public ModelLease<M> lease(ModelId id) {
    Optional<ModelLease<M>> ready = leaseIfReady(id);
    if (ready.isPresent()) {
      return ready.get();
    }
    loads.lock();
    try {
      return leaseIfReady(id).orElseGet(() -> leaseLoadedNow(id));
    } finally {
      loads.unlock();
    }
  }

  /**
   * Lends a model that is loaded; never loads one.
   *
   * @throws ModelException if it was unloaded or could not be used when it was last loaded
   */
  public synchronized Optional<ModelLease<M>> leaseIfReady(ModelId id) {
    if (closed) {
      throw new ModelException(id + ": the service is stopping");
    }
    Holder<M> holder = holders.get(id);
    if (holder != null) {
      return Optional.of(lend(holder));
    }
    ModelStatus status = statuses.get(id);
    if (status != null && status.state() == ModelStatus.State.UNAVAILABLE) {
      throw new ModelException(status.reason());
    }
    return Optional.empty();
  }

  /** Lends a model if it is loaded, whatever keeps it from that. */
  public synchronized Optional<ModelLease<M>> leaseIfServing(ModelId id) {
    Holder<M> holder = holders.get(id);
    return holder == null ? Optional.empty() : Optional.of(lend(holder));
  }

  /** Lends the lowest version of a model that is loaded; never loads one. */
  public synchronized Optional<ModelLease<M>> leaseLowestIfReady(String name) {
    ModelId lowest = null;
    for (ModelId id : holders.keySet()) {
      if (id.name().equals(name) && (lowest == null || id.compareTo(lowest) < 0)) {
        lowest = id;
      }
    }
    return lowest == null ? Optional.empty() : leaseIfReady(lowest);
  }

  /**
   * Loads a model, anew if it is loaded already, and only then lets it take the place of the one
   * loaded before.
   *
   * @throws ModelException if it cannot be used; what was loaded before serves on
   */
  public void load(ModelId id) {
    loads.lock();
    try {
      replace(id);
    } finally {
      loads.unlock();
    }
  }

  /** Lends a model to nobody any more; returns whether it was loaded. */
  public boolean unload(ModelId id) {
    loads.lock();
    try {
      Holder<M> holder;
      synchronized (this) {
        holder = holders.remove(id);
        statuses.put(
            id,
            new ModelStatus(
                id, ModelStatus.State.UNAVAILABLE, id + ": unloaded; load it before use"));
      }
      retire(holder);
      return holder != null;
    } finally {
      loads.unlock();
    }
  }

  /** What is known of every model that was ever asked for, in order. */
  public synchronized List<ModelStatus> statuses() {
    return List.copyOf(statuses.values());
  }

  /** What is known of a model; empty if it was never asked for. */
  public synchronized Optional<ModelStatus> status(ModelId id) {
    return Optional.ofNullable(statuses.get(id));
  }

  private ModelLease<M> leaseLoadedNow(ModelId id) {
    replace(id);
    return leaseIfReady(id).orElseThrow();
  }

  private void replace(ModelId id) {
    synchronized (this) {
      if (closed) {
        throw new ModelException(id + ": the service is stopping");
      }
      if (!holders.containsKey(id)) {
        statuses.put(id, new ModelStatus(id, ModelStatus.State.LOADING, ""));
      }
    }
    M fresh;
    try {
      fresh = loader.load(id);
    } catch (RuntimeException | Error e) {
      failed(id, String.valueOf(e.getMessage()));
      throw e;
    }
    Holder<M> former;
    synchronized (this) {
      former = holders.put(id, new Holder<>(fresh));
      open++;
      statuses.put(id, new ModelStatus(id, ModelStatus.State.READY, ""));
    }
    retire(former);
  }

  private synchronized void failed(ModelId id, String reason) {
    statuses.put(
        id,
        holders.containsKey(id)
            ? new ModelStatus(
                id, ModelStatus.State.READY, "the one loaded before serves on: " + reason)
            : new ModelStatus(id, ModelStatus.State.UNAVAILABLE, reason));
  }

  private ModelLease<M> lend(Holder<M> holder) {
    holder.borrowers++;
    return new ModelLease<>(holder.model, () -> giveBack(holder));
  }

  private void giveBack(Holder<M> holder) {
    boolean last;
    synchronized (this) {
      holder.borrowers--;
      last = holder.retired && holder.borrowers == 0;
    }
    if (last) {
      close(holder);
    }
  }

  private void retire(@Nullable Holder<M> holder) {
    if (holder == null) {
      return;
    }
    holder.model.retired();
    boolean idle;
    synchronized (this) {
      holder.retired = true;
      idle = holder.borrowers == 0;
    }
    if (idle) {
      close(holder);
    }
  }

  private void close(Holder<M> holder) {
    try {
      holder.model.close();
    } finally {
      synchronized (this) {
        open--;
        notifyAll();
      }
    }
  }

  /** Lends nothing any more, waits until everything is back and closes it. */
  @Override
  public void close() {
    List<Holder<M>> remaining;
    loads.lock();
    try {
      synchronized (this) {
        closed = true;
        remaining = new ArrayList<>(holders.values());
        holders.clear();
      }
      remaining.forEach(this::retire);
    } finally {
      loads.unlock();
    }
    awaitAllClosed();
  }

  private synchronized void awaitAllClosed() {
    boolean interrupted = false;
    while (open > 0) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A loaded model and how many work with it; guarded by the registry. */
  private static final class Holder<M extends Loaded> {

    private final M model;
    private int borrowers;
    private boolean retired;

    Holder(M model) {
      this.model = model;
    }
  }
}
