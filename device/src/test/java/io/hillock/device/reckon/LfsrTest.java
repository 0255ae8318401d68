package io.hillock.device.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Words that the shift registers of the released circuit give after their seeds. */
class LfsrTest {
  @Test
  void shouldGiveTheFifteenBitWordsOfTheCircuit() {
    RoundingLfsr lfsr = RoundingLfsr.ofFifteen(0x73F3);
    assertThat(new int[] {lfsr.next(), lfsr.next(), lfsr.next(), lfsr.next()})
        .containsExactly(0x5151, 0x4F30, 0x3AEF, 0x69A5);
  }

  @Test
  void shouldGiveTheSevenBitWordsOfTheCircuit() {
    RoundingLfsr lfsr = RoundingLfsr.ofSeven(0x74F4);
    assertThat(
            new int[] {
              lfsr.next(), lfsr.next(), lfsr.next(), lfsr.next(), lfsr.next(), lfsr.next()
            })
        .containsExactly(0x08, 0x25, 0x0F, 0x46, 0x75, 0x7B);
  }

  @Test
  void shouldGiveTheUpdateWordsOfTheCircuit() {
    WordLfsr lfsr = new WordLfsr(25, 3, 16, 0xF0F0);
    assertThat(lfsr.next()).startsWith(0x3B6DAB70, 0xF5628A2F, 0x34733F4B, 0x5A9EC447);
    assertThat(lfsr.next()).startsWith(0x1123184C);
  }

  @Test
  void shouldGiveTheOutputUpdateSlicesOfTheCircuit() {
    WordLfsr lfsr = new WordLfsr(22, 1, 14, 0xF2F2);
    lfsr.next();
    assertThat(new int[] {lfsr.slice28(0), lfsr.slice28(1), lfsr.slice28(2), lfsr.slice28(3)})
        .containsExactly(0x68051AE, 0x07600C2, 0x03F4801, 0x80054E0);
  }

  @Test
  void shouldGiveTheNoiseOfTheCircuit() {
    WordLfsr lfsr = new WordLfsr(17, 3, 1, 0xFF0);
    assertThat(new int[] {lfsr.next()[0], lfsr.next()[0], lfsr.next()[0]})
        .containsExactly(0x513B6C70, 0xB7CC84D4, 0x03710C7C);
  }

  @Test
  void shouldHaveTheFullPeriodOfSeventeenBits() {
    // Over 2^17 - 1 states each bit is set in 2^16 of them: a signed number has the sum -2^16.
    WordLfsr lfsr = new WordLfsr(17, 3, 1, 0xFF0);
    long sum = 0;
    for (int draw = 0; draw < (1 << 17) - 1; draw++) {
      sum += (short) lfsr.next()[0] >> 6;
    }
    assertThat(sum).isEqualTo(-(1 << 16));
    assertThat(lfsr.next()[0]).isEqualTo(0x513B6C70);
  }

  @Test
  void shouldGiveTheBitsOfTheSerialRecurrence() {
    // s[i] = s[i - 1] xor s[i - 15], bit by bit, beside draws of 7 bits.
    RoundingLfsr lfsr = RoundingLfsr.ofSeven(0x1);
    int[] s = new int[7 * 2000];
    for (int i = 0; i < s.length; i++) {
      s[i] = i < 15 ? 1 : s[i - 1] ^ s[i - 15]; // seed 1: only d[0], so 15 ones
    }
    for (int draw = 0; draw < 2000; draw++) {
      int expected = 0;
      for (int b = 0; b < 7; b++) {
        expected |= s[7 * draw + b] << b;
      }
      assertThat(lfsr.next()).as("draw %d", draw).isEqualTo(expected);
    }
  }
}
