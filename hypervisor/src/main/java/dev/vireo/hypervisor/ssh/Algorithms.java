package dev.vireo.hypervisor.ssh;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * What is offered to a host, best first. Host certificates are not asked for, since nothing here
 * checks them.
 */
record Algorithms(
    List<KeyExchangeFactory> keyExchanges,
    List<NamedFactory<Cipher>> ciphers,
    List<NamedFactory<Mac>> macs,
    List<NamedFactory<Signature>> signatures) {

  private static final List<BuiltinDHFactories> KEY_EXCHANGES =
      List.of(
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.sntrup761x25519_openssh,
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhgex256,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg18_512,
          BuiltinDHFactories.dhg14_256);
  private static final List<BuiltinDHFactories> OLD_KEY_EXCHANGES =
      List.of(BuiltinDHFactories.dhgex, BuiltinDHFactories.dhg14, BuiltinDHFactories.dhg1);

  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.cc20p1305_openssh,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes256ctr);
  private static final List<BuiltinCiphers> OLD_CIPHERS =
      List.of(
          BuiltinCiphers.aes128cbc,
          BuiltinCiphers.aes192cbc,
          BuiltinCiphers.aes256cbc,
          BuiltinCiphers.tripledescbc);

  private static final List<BuiltinMacs> MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512);
  private static final List<BuiltinMacs> OLD_MACS =
      List.of(
          BuiltinMacs.hmacsha1etm,
          BuiltinMacs.hmacsha1,
          BuiltinMacs.hmacsha196,
          BuiltinMacs.hmacmd5,
          BuiltinMacs.hmacmd596);

  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);
  private static final List<BuiltinSignatures> OLD_SIGNATURES = List.of(BuiltinSignatures.rsa);

  private static final Map<Crypto, Algorithms> ALL = new EnumMap<>(Crypto.class);

  static {
    for (Crypto crypto : Crypto.values()) {
      ALL.put(crypto, build(crypto));
    }
  }

  static Algorithms of(Crypto crypto) {
    Algorithms algorithms = ALL.get(crypto);
    if (algorithms == null) {
      throw new IllegalStateException("no algorithms for " + crypto);
    }
    return algorithms;
  }

  private static Algorithms build(Crypto crypto) {
    return new Algorithms(
        supported(crypto, KEY_EXCHANGES, OLD_KEY_EXCHANGES).stream()
            .map(ClientBuilder.DH2KEX::apply)
            .toList(),
        List.copyOf(supported(crypto, CIPHERS, OLD_CIPHERS)),
        List.copyOf(supported(crypto, MACS, OLD_MACS)),
        List.copyOf(supported(crypto, SIGNATURES, OLD_SIGNATURES)));
  }

  /** Names of what an algorithm of {@link Crypto#LEGACY} would add to the choice of a host. */
  static List<String> names(Crypto crypto, KexProposalOption option) {
    Algorithms algorithms = of(crypto);
    List<? extends NamedResource> all =
        switch (option) {
          case ALGORITHMS -> algorithms.keyExchanges();
          case SERVERKEYS -> algorithms.signatures();
          case C2SENC, S2CENC -> algorithms.ciphers();
          case C2SMAC, S2CMAC -> algorithms.macs();
          case C2SCOMP, S2CCOMP, C2SLANG, S2CLANG -> List.of();
        };
    return all.stream().map(NamedResource::getName).toList();
  }

  private static <T extends OptionalFeature> List<T> supported(
      Crypto crypto, List<T> modern, List<T> old) {
    Stream<T> all =
        switch (crypto) {
          case MODERN -> modern.stream();
          case LEGACY -> Stream.concat(modern.stream(), old.stream());
        };
    return all.filter(OptionalFeature::isSupported).toList();
  }

  /**
   * Makes a session offer these, before it has said anything.
   *
   * @param knownTypes types of the host keys that are known, asked for before others
   */
  void offer(Session session, Set<String> knownTypes) {
    session.setKeyExchangeFactories(keyExchanges);
    session.setCipherFactories(ciphers);
    session.setMacFactories(macs);
    session.setSignatureFactories(
        signatures.stream()
            .sorted(Comparator.comparing(s -> !knownTypes.contains(keyType(s.getName()))))
            .toList());
  }

  /** RSA keys sign by several algorithms, whose names are not the key's. */
  private static String keyType(String signature) {
    return signature.startsWith("rsa-sha2-") ? "ssh-rsa" : signature;
  }
}
