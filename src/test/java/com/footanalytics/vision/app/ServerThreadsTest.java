package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.pipeline.CorePlan;
import io.netty.channel.MultithreadEventLoopGroup;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServerThreadsTest {

  private final Vertx vertx;
  private final CorePlan plan;

  @Inject
  ServerThreadsTest(Vertx vertx, CorePlan plan) {
    this.vertx = vertx;
    this.plan = plan;
  }

  @Test
  void asManyEventLoopsRunAsThePlanSays() {
    var loops = (MultithreadEventLoopGroup) ((VertxInternal) vertx).getEventLoopGroup();
    assertEquals(plan.eventLoops(), loops.executorCount());
  }

  @Test
  void noMoreThreadsRunBesideThemThanThePlanSays() {
    assertEquals(
        plan.serverThreads(),
        ConfigProvider.getConfig().getValue("quarkus.thread-pool.max-threads", Integer.class));
  }
}
