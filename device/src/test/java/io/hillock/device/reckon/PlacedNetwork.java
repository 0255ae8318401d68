package io.hillock.device.reckon;

import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.PseudoDerivative;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Staircase;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;
import java.util.function.Function;

/** The network of the bench, described as any other; fields change before {@link #build}. */
final class PlacedNetwork {
  int inputs = 40;
  int neurons = 100;
  int outputs = 2;
  Time dt = Time.ms(1);
  // Decays of 0x7FEF / 2^15 and 0x79 / 2^7; 614 levels of 1/1024.
  LifParameters lif =
      LifParameters.DEFAULT
          .withTauM(Time.ms(-1 / StrictMath.log(0x7FEF / 32768.0)))
          .withVTh(613.5 / 1024)
          .withReset(ResetMode.SUBTRACT_AFTER_DECAY);
  NeuronModel hiddenModel;
  LeakyIntegrator readout =
      new LeakyIntegrator(Time.ms(-1 / StrictMath.log(0x79 / 128.0)), InputScaling.UNIT);
  Substrate onIn = new DigitalSubstrate(8, 127f / 128, Rounding.STOCHASTIC);
  Substrate onRec = onIn;
  Substrate onOut = new DigitalSubstrate(8, 127f / 256, Rounding.STOCHASTIC);
  WeightInit weightsIn = WeightInit.normal(0, 14.2 / 128);
  WiringRule wiringIn = WiringRule.Regular.ALL_TO_ALL;
  WiringRule wiringRec = WiringRule.Regular.ALL_BUT_SELF;
  Time delayOut = Time.ZERO;
  boolean recurrent = true;
  boolean rule = true;
  Loss loss = Loss.HARD_SIGMOID;
  HardwareEProp.Rates rates = new HardwareEProp.Rates(1.5e-5, 1.5e-5, 1e-3);
  PseudoDerivative psi = new Staircase(new float[] {1 / 3f}, new float[] {0, 1});
  Time tauRule;
  Function<HardwareEProp, PlasticityRule> changeRule = r -> r;

  Population in;
  Population hidden;
  Population out;
  Projection win;
  Projection rec;
  Projection wout;
  NetworkBuilder builder;
  Network network;

  PlacedNetwork describe() {
    builder = new NetworkBuilder(dt);
    in = builder.input("in", inputs);
    hidden = builder.neurons("hidden", neurons, hiddenModel == null ? Lif.of(lif) : hiddenModel);
    out = builder.neurons("out", outputs, readout);
    win = builder.connect(in, hidden, wiringIn, weightsIn, onIn);
    if (recurrent) {
      rec = builder.connect(hidden, hidden, wiringRec, WeightInit.normal(0, 1.8 / 128), onRec);
    }
    wout =
        builder.connect(
            hidden,
            out,
            WiringRule.Regular.ALL_TO_ALL,
            WeightInit.normal(0, 9.4 / 256),
            onOut,
            delayOut);
    if (rule) {
      HardwareEProp hardware =
          HardwareEProp.of(
              new HardwareEProp.Wires(win, Optional.ofNullable(rec), wout),
              loss,
              rates,
              tauRule == null ? readout.tauOut() : tauRule,
              psi);
      builder.learn(changeRule.apply(hardware));
    }
    return this;
  }

  PlacedNetwork build() {
    describe();
    network = builder.build();
    return this;
  }
}
