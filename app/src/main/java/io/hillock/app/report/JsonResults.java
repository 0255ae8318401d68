package io.hillock.app.report;

import io.hillock.gallery.Claim;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.network.Session;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results as JSON, after the contract in {@code docs/results.md}. Numbers that are not finite are
 * null.
 */
public final class JsonResults {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private JsonResults() {}

  /**
   * One result as an object.
   *
   * @param result the result
   * @param version version of the program
   * @return the object
   */
  public static ObjectNode object(Result result, String version) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("hillock", version);
    root.put("experiment", result.id());
    root.put("scale", result.environment().scale().name().toLowerCase(Locale.ROOT));
    ArrayNode seeds = root.putArray("seeds");
    result.environment().seeds().forEach(seed -> seeds.add(seed.value()));
    ObjectNode data = root.putObject("data");
    data.put("source", result.dataSource());
    data.put("sha256", result.dataSha256().orElse(null));
    ArrayNode claims = root.putArray("claims");
    result.claims().forEach(claim -> claims.add(claim(claim)));
    ObjectNode metrics = root.putObject("metrics");
    result.metrics().forEach((name, value) -> number(metrics, name, value));
    if (!result.rules().isEmpty()) {
      ArrayNode rules = root.putArray("rules");
      result.rules().forEach(rule -> rules.add(rule(rule)));
    }
    result.ledger().ifPresent(ledger -> root.set("ledger", ledger(ledger)));
    ObjectNode environment = root.putObject("environment");
    environment.put("jdk", Runtime.version().toString());
    environment.put("vectorLanes", Session.vectorLanes());
    environment.put("cores", Runtime.getRuntime().availableProcessors());
    number(root, "seconds", result.seconds());
    return root;
  }

  /**
   * Several results as an array.
   *
   * @param results the results
   * @param version version of the program
   * @return the array
   */
  public static ArrayNode array(Iterable<Result> results, String version) {
    ArrayNode array = MAPPER.createArrayNode();
    results.forEach(result -> array.add(object(result, version)));
    return array;
  }

  /**
   * An empty object, for results of other commands.
   *
   * @return the object
   */
  public static ObjectNode empty() {
    return MAPPER.createObjectNode();
  }

  /**
   * A JSON text as a tree.
   *
   * @param text the text
   * @return the tree
   */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /**
   * A tree as text, indented, with a line feed at its end.
   *
   * @param node the tree
   * @return the text
   */
  public static String text(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  private static ObjectNode claim(Claim claim) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", claim.name());
    number(node, "measured", claim.measured());
    number(node, "spread", claim.spread());
    node.put("unit", claim.unit());
    node.put("relation", claim.relation().symbol());
    number(node, "required", claim.required());
    number(node, "published", claim.published());
    node.put("source", claim.source());
    node.put("holds", claim.holds());
    return node;
  }

  private static ObjectNode ledger(LedgerSummary summary) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("technology", summary.technology());
    ObjectNode counts = node.putObject("counts");
    for (CountKind kind : CountKind.values()) {
      counts.put(camelCase(kind.name()) + "s", summary.counts().get(kind));
    }
    energy(node, "energyJ", summary.energy().total());
    ArrayNode uncovered = node.putArray("notPriced");
    summary.energy().uncovered().keySet().stream()
        .sorted()
        .forEach(kind -> uncovered.add(camelCase(kind.name()) + "s"));
    ObjectNode memory = node.putObject("memoryBytes");
    number(memory, "inference", summary.inferenceBytes());
    number(memory, "learning", summary.learningBytes());
    number(memory, "overheadPercent", summary.overheadPercent());
    return node;
  }

  private static ObjectNode rule(RuleCost rule) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("rule", rule.rule());
    number(node, "accuracy", rule.accuracy());
    number(node, "learningBytes", rule.learningBytes());
    node.put("step", rule.step());
    number(node, "accessesPerStep", rule.accessesPerStep());
    ObjectNode energies = node.putObject("energyPerSampleJ");
    rule.energyPerSample().forEach((technology, e) -> energy(energies, technology, e));
    return node;
  }

  private static void energy(ObjectNode node, String name, EnergyEstimate energy) {
    ObjectNode band = node.putObject(name);
    number(band, "value", energy.value());
    number(band, "low", energy.low());
    number(band, "high", energy.high());
  }

  /**
   * Puts a number, or null when it is not finite.
   *
   * @param node where to
   * @param name its name
   * @param value the number
   */
  public static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  static String camelCase(String constant) {
    StringBuilder text = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      text.append(
          text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return text.toString();
  }
}
