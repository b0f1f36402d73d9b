package com.footanalytics.vision.deploy;

import com.footanalytics.vision.deploy.PodGroup.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Canary has done before, during and after a release. */
final class Webhooks {

  private static final Pattern SCRIPT = Pattern.compile("bash /acceptance/(\\S+)(.*)");
  private static final Pattern LOAD = Pattern.compile(" (\\d+)( \\S+:\\d+)+");
  private static final Pattern HOST = Pattern.compile("(ml-pipeline\\S*?)[.]([\\w-]+):(\\d+)");

  private Webhooks() {}

  static void check(Manifests manifests, Manifest canary, List<String> findings) {
    Tree analysis = canary.spec().get("analysis");
    List<Tree> hooks = analysis.get("webhooks").items();
    long interval = Quantities.seconds(analysis.text("interval"));
    long rounds =
        hooks.stream()
            .filter(hook -> hook.text("type").equals("rollout"))
            .mapToLong(hook -> Quantities.seconds(hook.text("timeout")))
            .sum();
    if (rounds >= interval) {
      findings.add("webhooks of a round may take %d s of its %d".formatted(rounds, interval));
    }
    Set.of("pre-rollout", "rollout", "rollback").stream()
        .filter(type -> hooks.stream().noneMatch(hook -> hook.text("type").equals(type)))
        .forEach(type -> findings.add("no webhook of type " + type));
    boolean person = hooks.stream().anyMatch(hook -> hook.text("type").equals("confirm-promotion"));
    if (analysis.get("iterations").exists() && !person) {
      findings.add("blue-green moves all callers without a person's word");
    }
    for (Tree hook : hooks) {
      List<String> wrong = new ArrayList<>();
      address(manifests, canary, hook, wrong);
      Matcher script = SCRIPT.matcher(hook.text("metadata.cmd"));
      if (script.matches()) {
        script(manifests, canary, script.group(1), script.group(2), interval, wrong);
      }
      wrong.forEach(what -> findings.add(hook.text("name") + ": " + what));
    }
  }

  /** The host is a Service that is there. */
  private static void address(Manifests manifests, Manifest canary, Tree hook, List<String> wrong) {
    URI url = URI.create(hook.text("url"));
    boolean there =
        manifests.ofKind("Service").stream()
            .filter(service -> (service.name() + "." + service.namespace()).equals(url.getHost()))
            .flatMap(service -> service.spec().get("ports").items().stream())
            .anyMatch(
                port -> port.get("port").count(0) == (url.getPort() < 0 ? 80 : url.getPort()));
    if (!there) {
      wrong.add("nobody answers at " + url);
    }
    Matcher host = HOST.matcher(hook.text("metadata.cmd"));
    while (host.find()) {
      String target = canary.spec().text("targetRef.name");
      boolean made =
          Set.of(target + "-canary", target + "-primary").contains(host.group(1))
              && host.group(2).equals(canary.namespace());
      boolean open =
          FuturePods.named(manifests, target).stream()
              .anyMatch(group -> group.port(host.group(3)).isPresent());
      if (!made || !open) {
        wrong.add("Flagger makes no service " + host.group());
      }
    }
  }

  private static void script(
      Manifests manifests,
      Manifest canary,
      String name,
      String arguments,
      long interval,
      List<String> wrong) {
    boolean mounted =
        manifests.ofKind("ConfigMap").stream()
            .filter(map -> map.name().startsWith("ml-pipeline-acceptance"))
            .anyMatch(map -> map.tree().get("data").get(name).exists());
    if (!mounted) {
      wrong.add("no script " + name);
    }
    Matcher load = LOAD.matcher(arguments);
    if (name.startsWith("load-")) {
      if (!load.matches() || Long.parseLong(load.group(1)) >= interval) {
        wrong.add("loads for longer than a round");
      }
      if (!arguments.contains("-canary.") || !arguments.contains("-primary.")) {
        wrong.add("does not load canary and primary alike");
      }
    }
    if (name.equals("gpu-capacity.sh")) {
      int most =
          FuturePods.of(manifests).stream()
              .filter(group -> group.role() == Role.CANARY)
              .mapToInt(PodGroup::most)
              .sum();
      if (!arguments.endsWith(" " + most)) {
        wrong.add("asks for other than the %d GPUs of %s".formatted(most, canary.name()));
      }
    }
  }
}
