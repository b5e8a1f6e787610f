package dev.vireo.console.files;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Host lists as operators keep them: CSV with a title line. */
public final class HostList {

  private static final List<String> REQUIRED = List.of("name", "address", "user");
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "address",
          "user",
          "password_file",
          "key_file",
          "passphrase_file",
          "credential",
          "tags",
          "crypto",
          "api",
          "api_user",
          "api_secret_file",
          "api_credential",
          "api_fingerprint");

  private HostList() {}

  /**
   * One host of a list.
   *
   * @param passphraseFile opens the key of {@code keyFile}
   * @param tags its tags, written {@code env=prod;site=a}
   * @param crypto {@code legacy}, {@code modern} or empty
   * @param api the API by which its containers are worked on, if it has one
   */
  public record Line(
      String name,
      String address,
      String user,
      Optional<String> passwordFile,
      Optional<String> keyFile,
      Optional<String> passphraseFile,
      Optional<String> credential,
      Map<String, String> tags,
      String crypto,
      Optional<Api> api) {}

  /**
   * The API of a host of Proxmox VE. One of the two secrets is there.
   *
   * @param address name and port
   * @param user account or API token
   * @param secretFile its password or secret
   * @param credential reference to it
   * @param fingerprint of its certificate
   */
  public record Api(
      String address,
      String user,
      Optional<String> secretFile,
      Optional<String> credential,
      Optional<String> fingerprint) {}

  /**
   * Reads a list whole; nothing of it is used if a line of it is wrong.
   *
   * @throws Trouble saying which line is wrong and what would be right
   */
  public static List<Line> read(Path file) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setIgnoreHeaderCase(true)
            .setCommentMarker('#')
            .get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = format.parse(reader)) {
      requireColumns(file, parser.getHeaderNames());
      List<Line> lines = new ArrayList<>();
      for (CSVRecord record : parser) {
        lines.add(line(file, parser.getCurrentLineNumber(), record));
      }
      if (lines.isEmpty()) {
        throw Trouble.refused(file + " lists no host", "write a line per host under the titles");
      }
      return lines;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw Trouble.refused(
          "The host list " + file + " cannot be read: " + e.getMessage(),
          "it is CSV in UTF-8 with the titles name,address,user,password_file,tags");
    }
  }

  private static void requireColumns(Path file, List<String> titles) {
    List<String> lower =
        titles.stream().map(title -> title.toLowerCase(java.util.Locale.ROOT)).toList();
    for (String column : REQUIRED) {
      if (!lower.contains(column)) {
        throw Trouble.refused(
            file + " has no column " + column,
            "its first line names the columns, such as name,address,user,password_file,tags");
      }
    }
    for (String column : lower) {
      if (!KNOWN.contains(column)) {
        throw Trouble.refused(
            file + " has a column '" + column + "' that is not known",
            "known are " + String.join(", ", KNOWN.stream().sorted().toList()));
      }
    }
  }

  private static Line line(Path file, long number, CSVRecord record) {
    for (String column : REQUIRED) {
      if (cell(record, column).isEmpty()) {
        throw wrong(file, number, "has no " + column, "fill it in");
      }
    }
    long credentials =
        List.of("password_file", "key_file", "credential").stream()
            .filter(column -> cell(record, column).isPresent())
            .count();
    if (credentials != 1) {
      throw wrong(
          file,
          number,
          "names " + credentials + " credentials",
          "fill in exactly one of password_file, key_file and credential");
    }
    if (cell(record, "passphrase_file").isPresent() && cell(record, "key_file").isEmpty()) {
      throw wrong(
          file,
          number,
          "names a passphrase_file without a key_file",
          "fill in key_file, or leave passphrase_file empty");
    }
    String crypto = cell(record, "crypto").orElse("");
    if (!crypto.matches("(?i)|legacy|modern")) {
      throw wrong(file, number, "has crypto '" + crypto + "'", "write legacy, modern or nothing");
    }
    return new Line(
        cell(record, "name").orElseThrow(),
        cell(record, "address").orElseThrow(),
        cell(record, "user").orElseThrow(),
        cell(record, "password_file"),
        cell(record, "key_file"),
        cell(record, "passphrase_file"),
        cell(record, "credential"),
        tags(file, number, cell(record, "tags").orElse("")),
        crypto,
        api(file, number, record));
  }

  private static Optional<Api> api(Path file, long number, CSVRecord record) {
    Optional<String> address = cell(record, "api");
    if (address.isEmpty()) {
      Optional<String> alone =
          List.of("api_user", "api_secret_file", "api_credential", "api_fingerprint").stream()
              .filter(column -> cell(record, column).isPresent())
              .findFirst();
      if (alone.isPresent()) {
        throw wrong(
            file, number, "names an " + alone.get() + " without an api", "fill in api, too");
      }
      return Optional.empty();
    }
    if (cell(record, "api_user").isEmpty()) {
      throw wrong(file, number, "names an api without an api_user", "fill in api_user, too");
    }
    if (cell(record, "api_secret_file").isPresent() == cell(record, "api_credential").isPresent()) {
      throw wrong(
          file,
          number,
          "names an api without a secret, or with two",
          "fill in exactly one of api_secret_file and api_credential");
    }
    return Optional.of(
        new Api(
            address.get(),
            cell(record, "api_user").orElseThrow(),
            cell(record, "api_secret_file"),
            cell(record, "api_credential"),
            cell(record, "api_fingerprint")));
  }

  private static Map<String, String> tags(Path file, long number, String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : text.split(";")) {
      if (tag.isBlank()) {
        continue;
      }
      int equals = tag.indexOf('=');
      if (equals < 1) {
        throw wrong(file, number, "has a tag '" + tag.strip() + "'", "write env=prod;site=a");
      }
      tags.put(tag.substring(0, equals).strip(), tag.substring(equals + 1).strip());
    }
    return tags;
  }

  private static Optional<String> cell(CSVRecord record, String column) {
    return record.isSet(column)
        ? Optional.of(record.get(column)).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  private static Trouble wrong(Path file, long number, String seen, String advice) {
    return Trouble.refused(file + ", line " + number + ", " + seen, advice);
  }
}
