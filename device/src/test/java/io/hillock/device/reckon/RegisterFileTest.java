package io.hillock.device.reckon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterFileTest {
  @Test
  void shouldKeepTheBenchWhereNothingIsSaid() {
    assertThat(RegisterFile.parse("# nothing\n\n", "r")).isEqualTo(Registers.BENCH);
  }

  @Test
  void shouldReadTheSettingOfTheBench() {
    String text =
        "SEED_STRND_ONEUR = 0xF4F4 # too wide by a bit, as in the bench\nALPHA_CONF=0x0\n"
            + "ALPHA = 0xFEF\nTHRESHOLD = 614\nKAPPA = 0x79\nDO_EPROP = 7\n";
    assertThat(RegisterFile.parse(text, "r")).isEqualTo(Registers.BENCH);
  }

  @Test
  void shouldSetSinglePairs() {
    Registers r = RegisterFile.parse("ALPHA[3] = 0x8000\nTHRESHOLD[127]=-5", "r");
    assertThat(r.alpha(3)).isEqualTo(0x8000);
    assertThat(r.alpha(2)).isEqualTo(0x7FEF);
    assertThat(r.threshold(127)).isEqualTo(-5);
    assertThat(r.threshold(0)).isEqualTo(614);
  }

  @Test
  void shouldReadAListForAllPairs() {
    Registers r = RegisterFile.parse("THRESHOLD = 1" + ", 2".repeat(127), "r");
    assertThat(r.threshold(0)).isEqualTo(1);
    assertThat(r.threshold(127)).isEqualTo(2);
  }

  @Test
  void shouldTakeTopNibblesFromTheirRegister() {
    Registers r = RegisterFile.parse("ALPHA = 0\nALPHA_CONF = 0x2", "r");
    assertThat(r.alpha(0)).isEqualTo(0x7000);
    assertThat(r.alpha(1)).isEqualTo(0x8000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KAPA = 3|line 1: register = KAPA, but there is none of that name",
        "KAPPA = 256|KAPPA = 256, but it must lie in 0..255",
        "KAPPA = x|value = x, but it must be decimal or 0x hexadecimal",
        "KAPPA|it must read: NAME = value",
        "ALPHA = 0x9000|ALPHA = 36864, but it must lie in 0x7000..0x8000",
        "ALPHA = 1, 2|2 values, but there must be one",
        "ALPHA[128] = 0|it must lie in 0..127",
        "THRESHOLD = 99999|it must lie in -32768..32767",
        "ALPHA_CONF = 0x1|above 0x8000 potentials would grow",
        "H_0 = 99|it must fit 5 bits",
      })
  void shouldRefuseInOneLine(String line, String message) {
    assertThatThrownBy(() -> RegisterFile.parse(line, "r"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldRefuseARegisterThatStandsTwice() {
    assertThatThrownBy(() -> RegisterFile.parse("KAPPA=1\nKAPPA=1", "r"))
        .hasMessageContaining("line 2: register = KAPPA, but it stands there twice");
  }
}
