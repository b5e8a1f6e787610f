package dev.vireo.bus.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The one way JSON is read and written on the bus. */
public final class Json {

  /**
   * Unknown fields are ignored, absent ones stay out, times are ISO 8601 texts. Nesting and text
   * sizes are bounded, so that a hostile body costs no more than its size; texts come out {@link
   * Text#storable}.
   */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(8 * 1024 * 1024)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(storableTexts())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  private static SimpleModule storableTexts() {
    return new SimpleModule("storable texts")
        .addDeserializer(String.class, new ReadText())
        .addKeyDeserializer(String.class, new ReadKey())
        .addSerializer(String.class, new WriteText())
        .addKeySerializer(String.class, new WriteKey());
  }

  private static final class ReadText extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    ReadText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Text.storable(StringDeserializer.instance.deserialize(parser, context));
    }
  }

  private static final class ReadKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return Text.storable(key);
    }
  }

  private static final class WriteText extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1L;

    WriteText() {
      super(String.class);
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(Text.storable(text));
    }
  }

  private static final class WriteKey extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1L;

    WriteKey() {
      super(String.class);
    }

    @Override
    public void serialize(String key, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeFieldName(Text.storable(key));
    }
  }
}
