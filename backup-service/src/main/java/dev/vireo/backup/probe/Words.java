package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Redaction;

/** What a target said, fit to be shown: one short line, no markup, no secrets, no control. */
final class Words {
  private static final int LONGEST = 300;

  private Words() {}

  static String shown(String text, Redaction redaction) {
    String plain =
        redaction
            .of(text)
            .replaceAll("<[^>]{0,500}>", " ")
            .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
  }
}
