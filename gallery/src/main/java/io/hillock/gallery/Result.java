package io.hillock.gallery;

import io.hillock.gallery.plot.Plot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an experiment or application found: claims, metrics, ledger, plots and tables. */
public final class Result {
  private final String id;
  private final Environment environment;
  private final String dataSource;
  private final List<Claim> claims = new ArrayList<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private final List<Plot> plots = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<RuleCost> rules = new ArrayList<>();
  private LedgerSummary ledger;
  private String dataSha256;
  private double seconds;

  /**
   * An empty result.
   *
   * @param id public name of the experiment or application
   * @param environment how it was run
   * @param dataSource "generated" or the name of the data set
   */
  public Result(String id, Environment environment, String dataSource) {
    this.id = id;
    this.environment = environment;
    this.dataSource = dataSource;
  }

  /**
   * Adds a claim.
   *
   * @param claim the claim
   * @return this result
   */
  public Result claim(Claim claim) {
    claims.add(claim);
    return this;
  }

  /**
   * Sets a metric to the mean over seeds.
   *
   * @param name its stable name
   * @param samples the figure for each seed
   * @return this result
   */
  public Result metric(String name, double... samples) {
    metrics.put(name, Claim.mean(samples));
    return this;
  }

  /**
   * Adds a plot.
   *
   * @param plot the plot
   * @return this result
   */
  public Result plot(Plot plot) {
    plots.add(plot);
    return this;
  }

  /**
   * Adds a table.
   *
   * @param table the table
   * @return this result
   */
  public Result table(Table table) {
    tables.add(table);
    return this;
  }

  /**
   * Adds what a rule reached and cost.
   *
   * @param rule the rule
   * @return this result
   */
  public Result rule(RuleCost rule) {
    rules.add(rule);
    return this;
  }

  /**
   * Sets the ledger.
   *
   * @param summary counts, energy, memory
   * @return this result
   */
  public Result ledger(LedgerSummary summary) {
    ledger = summary;
    return this;
  }

  /**
   * Says which bytes the data were.
   *
   * @param sha256 hash of the data read
   * @return this result
   */
  public Result dataSha256(String sha256) {
    dataSha256 = sha256;
    return this;
  }

  /**
   * Says how long the run took.
   *
   * @param wallClock seconds
   * @return this result
   */
  public Result seconds(double wallClock) {
    seconds = wallClock;
    return this;
  }

  /**
   * Public name of the experiment or application.
   *
   * @return the id
   */
  public String id() {
    return id;
  }

  /**
   * How it was run.
   *
   * @return the environment
   */
  public Environment environment() {
    return environment;
  }

  /**
   * Where the data came from.
   *
   * @return "generated" or the name of the data set
   */
  public String dataSource() {
    return dataSource;
  }

  /**
   * Hash of the data, if any were read.
   *
   * @return the SHA-256
   */
  public Optional<String> dataSha256() {
    return Optional.ofNullable(dataSha256);
  }

  /**
   * All claims.
   *
   * @return an unmodifiable view
   */
  public List<Claim> claims() {
    return Collections.unmodifiableList(claims);
  }

  /**
   * All metrics.
   *
   * @return an unmodifiable view
   */
  public Map<String, Double> metrics() {
    return Collections.unmodifiableMap(metrics);
  }

  /**
   * All plots.
   *
   * @return an unmodifiable view
   */
  public List<Plot> plots() {
    return Collections.unmodifiableList(plots);
  }

  /**
   * All tables.
   *
   * @return an unmodifiable view
   */
  public List<Table> tables() {
    return Collections.unmodifiableList(tables);
  }

  /**
   * What each rule reached and cost, where rules are compared.
   *
   * @return an unmodifiable view
   */
  public List<RuleCost> rules() {
    return Collections.unmodifiableList(rules);
  }

  /**
   * The ledger, if one was kept.
   *
   * @return the summary
   */
  public Optional<LedgerSummary> ledger() {
    return Optional.ofNullable(ledger);
  }

  /**
   * How long the run took.
   *
   * @return seconds
   */
  public double seconds() {
    return seconds;
  }

  /**
   * Whether every claim holds.
   *
   * @return true when none fails
   */
  public boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }
}
